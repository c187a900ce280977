using Hotpatch.Woven;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Support;

/// <summary>What the manifest of a woven assembly lists, read from its code: where the runtime looks, and in the same order.</summary>
internal sealed class WovenModule
{
    private readonly List<Entry> _entries = [];
    private readonly List<MethodDefinition> _generated = [];

    private WovenModule()
    {
    }

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The methods of the manifest class and of the handle classes.</summary>
    public IReadOnlyList<MethodDefinition> Generated => _generated;

    public static WovenModule Read(ModuleDefinition module)
    {
        var woven = module.Assembly.CustomAttributes.Single(attribute => attribute.AttributeType.Name == nameof(WovenAssemblyAttribute));
        var manifest = ((TypeReference)woven.ConstructorArguments[0].Value).Resolve();
        var read = new WovenModule();
        read._generated.AddRange(manifest.Methods.Where(method => method.IsConstructor));
        read.Follow(manifest.Methods.Single(method => method.Name == nameof(Manifest.Describe)), store: null);
        return read;
    }

    private void Follow(MethodDefinition describe, MethodDefinition? store)
    {
        _generated.Add(describe);
        var slots = new Queue<FieldDefinition>(store is null ? [] : SlotsOf(store));
        var tokens = new List<MethodDefinition>();
        var functions = new List<MethodDefinition>();
        foreach (var instruction in describe.Body.Instructions)
        {
            switch (instruction.OpCode.Code, instruction.Operand)
            {
                case (Code.Ldtoken, MethodReference method):
                    tokens.Add(method.Resolve());
                    break;

                case (Code.Ldftn, MethodReference method):
                    functions.Add(method.Resolve());
                    break;

                case (Code.Callvirt, MethodReference { Name: nameof(HandleList.AddType) }):
                    Follow(functions[0], functions.ElementAtOrDefault(1));
                    functions.Clear();
                    break;

                case (Code.Callvirt, _):
                    _entries.Add(new Entry(tokens[0], tokens.ElementAtOrDefault(1) ?? CalledBy(tokens[0]), slots.Dequeue()));
                    tokens.Clear();
                    break;
            }
        }

        Assert.That(slots, Is.Empty, $"{store?.DeclaringType.FullName} writes slots that no handle has");
    }

    private IEnumerable<FieldDefinition> SlotsOf(MethodDefinition store)
    {
        _generated.Add(store);
        var cases = (Instruction[])store.Body.Instructions.Single(instruction => instruction.OpCode == OpCodes.Switch).Operand;
        return cases.Select(start =>
        {
            var instruction = start;
            while (instruction.OpCode != OpCodes.Stsfld)
                instruction = instruction.Next;

            return ((FieldReference)instruction.Operand).Resolve();
        });
    }

    /// <summary>The original that the manifest does not list since the handle cannot call it; a constructor has none.</summary>
    private static MethodDefinition? CalledBy(MethodDefinition stub)
        => stub.IsConstructor
            ? null
            : ((MethodReference)stub.Body.Instructions.Single(instruction => instruction.OpCode == OpCodes.Call).Operand).Resolve();

    /// <summary>One patchable method.</summary>
    internal sealed record Entry(MethodDefinition Stub, MethodDefinition? Original, FieldDefinition Slot);
}
