# Prints what failed, from text reports of surefire and failsafe: the name of the test, its whole message, and the
# first lines of each stack trace.
BEGIN { most = 6 }
FNR == 1 { inside = 0 }
/ -- Time elapsed: .* <<< (FAILURE|ERROR)!$/ {
  inside = 1
  frames = 0
  name = $0
  sub(/ -- Time elapsed: .*/, "", name)
  print "\nFAILED " name
  next
}
!inside { next }
/^[ \t]+(at |\.\.\. [0-9]+ more)/ {
  if (++frames <= most) print "  " $0
  next
}
/^[ \t]*(Caused by|Suppressed): / { frames = 0 }
/[^ \t]/ { print "  " $0 }
