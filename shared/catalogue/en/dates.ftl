# Dates: Gregorian with Hijri beside it. The names of weekdays and Gregorian months come from CLDR.
date-gregorian = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }
date-hijri = { $day } { $month } { $year } AH
date-both = { $gregorian } ({ $hijri })
moment = { $date }, { $time }
moment-in-zone = { $date }, { $time } { $place } time

hijri-month-1 = Muharram
hijri-month-2 = Safar
hijri-month-3 = Rabi I
hijri-month-4 = Rabi II
hijri-month-5 = Jumada I
hijri-month-6 = Jumada II
hijri-month-7 = Rajab
hijri-month-8 = Shaban
hijri-month-9 = Ramadan
hijri-month-10 = Shawwal
hijri-month-11 = Dhu al-Qadah
hijri-month-12 = Dhu al-Hijjah
