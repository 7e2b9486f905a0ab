# Documents beside a matter.
viewer-none = No documents can be shown.
viewer-save = Save
viewer-save-this = Save “{ $name }”
viewer-disagrees = The content is not what the name says
viewer-page = Page { $number } of { $name }
viewer-more = Only the first { $pages } pages are shown. Save the document to see the rest.
viewer-nothing = A document of this kind is not shown here. It can be saved.
viewer-too-large = This document is too large to be shown here. It can be saved.
viewer-broken = No picture can be made of this document. It may be damaged or protected.
viewer-away = This document cannot be fetched at the moment. Please reload the page shortly.
viewer-disposed = The time for which this document was kept is over, and it was deleted. Its name, size and fingerprint stay.
viewer-gone = Deleted on { $on }: its time was over
viewer-raw = The message as it arrived
