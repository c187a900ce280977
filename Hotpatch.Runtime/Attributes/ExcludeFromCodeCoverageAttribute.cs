namespace System.Diagnostics.CodeAnalysis;

/// <summary>.NET's own, which .NET Standard does not allow on an assembly; coverage tools go by the name.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
internal sealed class ExcludeFromCodeCoverageAttribute : Attribute;
