# SPDX-License-Identifier: Apache-2.0
"""CIM classes above everything else: elements, settings, resources, products."""

from __future__ import annotations

from openwmi.provider import CimClass, CimDatetime, Ref, key, prop, uint16

CIM_KEY = {"CIM_Key": True}
"""Marks what is a key in CIM, and in WMI is none or becomes one further down."""


class CIM_ManagedSystemElement(CimClass, namespace="root/cimv2", abstract=True):
    """Anything of a system that can be told apart."""

    Caption: str | None = prop(description="A short text for the reader, one line.")
    Description: str | None = prop(description="A text for the reader.")
    InstallDate: CimDatetime | None = prop(
        description="When the element was installed; NULL does not mean that it is not."
    )
    Name: str = prop(description="The name it is known by.")
    Status: str | None = prop(
        description="How it fares, in a word: OK, Error, Degraded, Unknown, Pred Fail, Starting, Stopping, Service."
    )


class CIM_LogicalElement(CIM_ManagedSystemElement, abstract=True):
    """An element that is not physical: a system, a process, a service, a device as software sees it."""


class CIM_SystemResource(CIM_LogicalElement, abstract=True):
    """Something of a system that its devices and programs use."""


class CIM_Setting(CimClass, namespace="root/cimv2", abstract=True):
    """A group of settings of an element."""

    Caption: str | None = prop(description="A short text for the reader, one line.")
    Description: str | None = prop(description="A text for the reader.")
    SettingID: str | None = prop(description="What the settings are known by.")


class CIM_Product(CimClass, namespace="root/cimv2", abstract=True):
    """Something a vendor delivers under one number."""

    Caption: str | None = prop(description="A short text for the reader, one line.")
    Description: str | None = prop(description="A text for the reader.")
    IdentifyingNumber: str = key(description="The serial number; empty where it is unknown.")
    Name: str = key(description="What the product is called; empty where it is unknown.")
    SKUNumber: str | None = prop(description="What it is ordered by.")
    Vendor: str | None = prop(description="Who delivers it.")
    Version: str = key(description="Its version; empty where it is unknown.")


class CIM_Dependency(CimClass, namespace="root/cimv2", abstract=True, association=True):
    """One element needs another."""

    Antecedent: Ref[CIM_ManagedSystemElement] = key(description="The element that is needed.")
    Dependent: Ref[CIM_ManagedSystemElement] = key(description="The element that needs it.")


class CIM_Component(CimClass, namespace="root/cimv2", abstract=True, association=True):
    """One element is part of another."""

    GroupComponent: Ref[CIM_ManagedSystemElement] = key(description="The whole.")
    PartComponent: Ref[CIM_ManagedSystemElement] = key(description="The part.")


class CIM_ElementSetting(CimClass, namespace="root/cimv2", abstract=True, association=True):
    """An element has settings."""

    Element: Ref[CIM_ManagedSystemElement] = key(description="The element.")
    Setting: Ref[CIM_Setting] = key(description="Its settings.")


class CIM_ServiceServiceDependency(CIM_Dependency, abstract=True):
    """One service needs another."""

    TypeOfDependency: uint16 | None = prop(
        description="What is needed of the other service.",
        values={0: "Unknown", 1: "Other", 2: "Service Must Have Completed", 3: "Service Must Be Started"},
    )
