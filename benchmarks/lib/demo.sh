# How long the demo takes, without set-up and build. Sourced by benchmarks/run.

measure_demo() {
  down
  local seconds
  # Its last check looks at the whole machine, so it fails where somebody else starts or ends a cluster meanwhile.
  local begin=$EPOCHREALTIME outcome=passed
  local_verb demo --cluster "$cluster" >"$scratch/demo" 2>&1 || outcome="FAILED: $(grep '^ssi: ' "$scratch/demo" | tail -1 | cut -c1-100)"
  seconds=$(awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN {printf "%.1f", b - a}')
  result "demo" "$seconds s" "$outcome" "-" "< 90 s"
}
