using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The local into which woven code reads the slot.</summary>
internal static class ReplacementLocal
{
    public static VariableDefinition Declare(MethodBody body, SlotDelegate dispatch)
    {
        var replacement = new VariableDefinition(dispatch.Type);
        body.Variables.Add(replacement);

        // Verifiable code with locals must set InitLocals. The JIT omits the initialisation, because the code writes the local first.
        body.InitLocals = true;
        return replacement;
    }

    /// <summary>Names the local in the symbols, if there are any. Decompilers show the name; debuggers hide the local.</summary>
    public static void Name(WeavingContext context, MethodDefinition method, VariableDefinition replacement, ImportDebugInformation? imports)
    {
        if (!context.Module.HasSymbols)
            return;

        var scope = method.DebugInformation.Scope
            ??= new ScopeDebugInformation(method.Body.Instructions[0], end: null) { Import = imports };
        scope.Variables.Add(new VariableDebugInformation(replacement, KnownNames.Generated.ReplacementLocal) { IsDebuggerHidden = true });
    }
}
