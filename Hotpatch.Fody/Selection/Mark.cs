namespace Hotpatch.Fody.Selection;

/// <summary>Whether a method shall be patchable, and who said so.</summary>
internal enum Mark
{
    /// <summary>It shall not.</summary>
    None,

    /// <summary>An attribute on it, its property or event, or its type: if it cannot be woven, that is an error.</summary>
    ByHand,

    /// <summary>The assembly's attribute or the configuration: if it cannot be woven, it is left.</summary>
    ByScope,
}
