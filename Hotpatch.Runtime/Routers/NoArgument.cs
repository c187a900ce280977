namespace Hotpatch.Routers;

/// <summary>Stands for an argument that a method doesn't have, and for the result of a method that has none.</summary>
internal struct NoArgument;
