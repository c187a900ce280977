namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Where code of a method is.</summary>
/// <param name="Kind"><c>stub</c>, <c>original</c>, or the name of the library that brings it.</param>
/// <param name="Path">The file of the assembly.</param>
/// <param name="Token">The metadata token of the method in it; 0 if only its name is known.</param>
/// <param name="Name">The full name of the method.</param>
/// <param name="Module">The version id of the module that is loaded; null if it isn't known. The file may have been replaced since.</param>
internal sealed record CodeDescription(string Kind, string Path, int Token, string Name, Guid? Module = null);
