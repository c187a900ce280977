// C# 12
#pragma warning disable CS1591
using System;
using System.Diagnostics.CodeAnalysis;
using Hotpatch;

namespace Shop;

[Experimental("SHOP001")]
public class Trial
{
    [Patchable] public Trial Get() => this;
}

public class Users
{
    [Experimental("SHOP002")] [Patchable] public void Try() { }

#pragma warning disable SHOP001
    [Patchable] public void Use(Trial trial) { }
#pragma warning restore SHOP001

#pragma warning disable SHOP003
    [Patchable] public void Custom(Custom custom) { }
#pragma warning restore SHOP003
}

[Obsolete("Custom.", DiagnosticId = "SHOP003")]
public class Custom;
