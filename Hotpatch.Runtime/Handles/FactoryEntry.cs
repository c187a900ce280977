namespace Hotpatch.Handles;

/// <summary>What a generic handle gives each of its instantiations, those to come included. One object is one entry of one generic handle.</summary>
/// <param name="make">
/// Makes the entry of one instantiation from its handle and its type arguments; null leaves that one as it is. It is foreign, and called once for each
/// instantiation but for races.
/// </param>
internal sealed class FactoryEntry(Func<PatchHandle, IReadOnlyList<Type>, StackEntry?> make)
{
    public StackEntry? MakeFor(GenericInstantiation instantiation) => make(instantiation.Handle, instantiation.TypeArguments);
}
