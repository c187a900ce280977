namespace Hotpatch.Libraries.Reading;

/// <summary>What a body needs of its method: at least so many arguments, the instance among them.</summary>
internal readonly record struct CodeUse(int Arguments);
