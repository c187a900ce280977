namespace Hotpatch.Fody.Configuration;

/// <summary>Selects the methods that are patchable without a mark in the source.</summary>
internal enum Scope
{
    /// <summary>Only the methods that an include pattern matches.</summary>
    Attributed,

    /// <summary>The methods that other assemblies can call.</summary>
    Public,

    /// <summary>All methods.</summary>
    All,
}
