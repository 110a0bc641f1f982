#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Ask this machine two WQL questions, with a state folder that touches nothing else.
set -eu

OPENWMI_HOME="$(pwd)/.demo"
export OPENWMI_HOME

ask() {
    printf '\n$ openwmi query "%s"\n' "$1"
    openwmi query "$1"
}

ask "SELECT ProcessId, Name, WorkingSetSize FROM Win32_Process WHERE WorkingSetSize > 10000000"
ask "SELECT DeviceID, FileSystem, Size, FreeSpace FROM Win32_LogicalDisk"
