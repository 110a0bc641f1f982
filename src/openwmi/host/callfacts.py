# SPDX-License-Identifier: Apache-2.0
"""Call facts: contexts, requests and errors in the form they have between the core and a host process."""

from __future__ import annotations

import time
from typing import cast

from openwmi.errors import ExtendedStatus, WbemError
from openwmi.host.messages import Caller, CallFacts, Failure, RequestFacts
from openwmi.model.values import CimValue
from openwmi.provider.context import CallContext
from openwmi.provider.request import ProviderServices, Request
from openwmi.security.identity import Identity, ImpersonationLevel


def facts_of_call(call: CallContext) -> CallFacts:
    """Return what a host process is told about a call."""
    caller = call.caller
    return CallFacts(
        call.call_id,
        Caller(caller.name, caller.uid, caller.gid, sorted(caller.groups), int(caller.level)),
        call.remaining_s(),
        call.locale,
        dict(call.values),
        call.flags,
        call.depth,
    )


def facts_of_request(request: Request) -> RequestFacts:
    """Return what a host process is told about a request, but for its call."""
    return RequestFacts(
        request.class_name,
        None if request.properties is None else sorted(request.properties),
        request.keys_only,
        {name: list(values) for name, values in request.restrictions.items()},
        request.flags,
        request.query_text,
    )


def call_from(facts: CallFacts) -> CallContext:
    """Return a context that tells the same, with the deadline on this process's clock."""
    caller = facts.caller
    identity = Identity(caller.name, caller.uid, caller.gid, frozenset(caller.groups), ImpersonationLevel(caller.level))
    call = CallContext(
        identity,
        deadline=None if facts.remaining_s is None else time.monotonic() + facts.remaining_s,
        locale=facts.locale,
        values=cast("dict[str, CimValue]", facts.values),
        flags=facts.flags,
    )
    call.call_id = facts.call_id
    call.depth = facts.depth
    return call


def request_from(facts: RequestFacts, call: CallContext, services: ProviderServices) -> Request:
    """Return the request for a provider."""
    return Request(
        call,
        class_name=facts.class_name,
        properties=None if facts.properties is None else frozenset(facts.properties),
        keys_only=facts.keys_only,
        restrictions={name: tuple(cast("list[CimValue]", values)) for name, values in facts.restrictions.items()},
        flags=facts.flags,
        query_text=facts.query_text,
        services=services,
    )


def failure_of(error: WbemError) -> Failure:
    """Return an error in the form that travels."""
    told = error.extended
    extended = (told.description, told.operation, told.parameter_info, told.provider_name) if told else None
    return Failure(error.hresult, error.message, error.where, error.next_step, extended)


def error_from(failure: Failure) -> WbemError:
    """Return the error that was told."""
    error = WbemError.from_hresult(failure.hresult, failure.message)
    error.where = failure.where
    error.next_step = failure.next_step
    error.extended = None if failure.extended is None else ExtendedStatus(*failure.extended)
    return error
