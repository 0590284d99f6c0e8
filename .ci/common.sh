# What .ci/run, .ci/targets and .ci/release share: stages that are timed, figures
# with a goal, programs that may have to be installed. To be sourced.

export GOFLAGS="${GOFLAGS:--trimpath}"
figures=${BARNYARD_FIGURES:-$(mktemp)} # a file: NAME<TAB>GOAL<TAB>REACHED, a line each
export BARNYARD_FIGURES=$figures
took=()
running='' # the stage that is on its way

# stage NAME COMMAND...: run it, remember how long it took and whether it failed.
# The stages after it still run: one look should tell of everything.
failures=()
stage() {
  local name=$1 from=$SECONDS rc
  shift
  running=$name
  echo "== $name: $*"
  set +e
  (set -e; "$@")
  rc=$?
  set -e
  if [ $rc != 0 ]; then
    echo "== $name: FAILED with exit code $rc"
    failures+=("$name")
  fi
  took+=("$(printf '%-58s %5d s' "$name" $((SECONDS - from)))")
}

# figure NAME GOAL REACHED: a row of the table at the end. A goal is a number,
# to be reached or passed; or the same with a sign before it, as in "<= 240" and
# "== 0"; or "-", a figure without one.
figure() {
  printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$figures"
}

# table prints all figures, and of what they are where that stands in a fourth column;
# fails if a goal is missed.
table() {
  awk -F'\t' '
    function missed(goal, got,    sign, n) {
      if (goal == "-") return 0
      sign = ">="; n = goal
      if (split(goal, part, " ") == 2) { sign = part[1]; n = part[2] }
      gsub(/[,%]/, "", n); gsub(/[,%]/, "", got)
      if (n !~ /^[0-9.]+$/) return 0
      if (got !~ /^[0-9.]+/) return 1
      n += 0; got += 0
      return sign == ">=" ? got < n : sign == "<=" ? got > n : got != n
    }
    BEGIN { printf "%-52s %14s  %s\n", "figure", "goal", "reached" }
    { bad = missed($2, $3); any += bad
      printf "%-52s %14s  %s%s%s\n", $1, $2, $3, bad ? "   MISSED" : "", $4 == "" ? "" : "   (" $4 ")" }
    END { exit any > 0 }' "$figures"
}

# install PROGRAM PACKAGE...: Debian packages, if the program is missing.
install() {
  local program=$1
  shift
  command -v "$program" >/dev/null || packages "$@"
}

# packages PACKAGE...: Debian packages, whether or not they are there.
packages() {
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
