namespace Hotpatch.Fody.Selection;

/// <summary>Whether a method is to be patchable, and where the mark is.</summary>
internal enum Mark
{
    /// <summary>The method is not to be patchable.</summary>
    None,

    /// <summary>An attribute on the method, its property or event, or its type. If the method can't be woven, the build fails.</summary>
    ByHand,

    /// <summary>The assembly's attribute or the configuration. If the method can't be woven, it stays as it is.</summary>
    ByScope,
}
