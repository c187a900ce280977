namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>What of the libraries of a program is woven.</summary>
internal enum WovenPart
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>What the scope All covers.</summary>
    All,

    /// <summary>The same, and the methods with AggressiveInlining too.</summary>
    Everything,

    /// <summary>What the scope All covers, without accessors of properties.</summary>
    WithoutAccessors,

    /// <summary>No method, but the calls of other assemblies.</summary>
    Calls,
}
