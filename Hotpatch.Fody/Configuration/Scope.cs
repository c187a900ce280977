namespace Hotpatch.Fody.Configuration;

/// <summary>Which methods are patchable without a mark in the source.</summary>
internal enum Scope
{
    /// <summary>None, but for those that an include pattern names.</summary>
    Attributed,

    /// <summary>Those that other assemblies can call.</summary>
    Public,

    /// <summary>All.</summary>
    All,
}
