namespace System.Diagnostics.CodeAnalysis;

/// <summary>
/// Excludes an assembly from code coverage. .NET Standard's attribute of this name can't be applied to an assembly; coverage tools recognise the
/// attribute by its name.
/// </summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
internal sealed class ExcludeFromCodeCoverageAttribute : Attribute;
