#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Ask this machine some WQL questions, with a state folder that touches nothing else.
set -eu

OPENWMI_HOME="$(pwd)/.demo"
export OPENWMI_HOME

say() {
    printf '\n%s\n' "$1"
}

run() {
    command="openwmi"
    for word in "$@"; do
        case $word in
        *" "*) command="$command \"$word\"" ;;
        *) command="$command $word" ;;
        esac
    done
    printf '$ %s\n' "$command"
    openwmi "$@"
}

started_s=$(date +%s)

say "What system is this?"
run query "SELECT Caption, OSArchitecture, LastBootUpTime FROM Win32_OperatingSystem"

say "Which file systems are mounted, and how full are they?"
run query "SELECT DeviceID, FileSystem, Size, FreeSpace FROM Win32_LogicalDisk"

say "Which processes have to do with Python? This question is among them."
run query "SELECT ProcessId, Name, WorkingSetSize FROM Win32_Process WHERE CommandLine LIKE '%python%'"

say "A class of one's own takes fifteen lines: examples/frogs_readonly.py."
run provider install examples/frogs_readonly.py
run query -n root/acme "SELECT * FROM Acme_Frog WHERE Weight > 300"

say "That took $(($(date +%s) - started_s)) s; the state is in .demo, \`make clean\` removes it."
cat <<'NEXT'

Next:
  . .venv/bin/activate
  openwmi classes                     what can be asked about this machine
  openwmi describe Win32_Process      what a class offers
  openwmi provider new Acme_Thing     a provider of your own, to be changed
  docs/getting-started.md             the rest
NEXT
