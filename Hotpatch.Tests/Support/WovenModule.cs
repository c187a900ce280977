using Hotpatch.Fody.Metadata;
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

    /// <summary>The methods of the manifest class, of the classes of slots and flags, and of routers.</summary>
    public IReadOnlyList<MethodDefinition> Generated => _generated;

    /// <summary>The methods that make calls through call stubs.</summary>
    public IReadOnlyList<MethodDefinition> Callers { get; private init; } = [];

    public static WovenModule Read(ModuleDefinition module)
    {
        var woven = module.Assembly.CustomAttributes.Single(attribute => attribute.AttributeType.Name == nameof(WovenAssemblyAttribute));
        var manifest = ((TypeReference)woven.ConstructorArguments[0].Value).Resolve();
        var read = new WovenModule
        {
            Callers = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && method.Body.Instructions.Any(IsThroughStub))],
        };
        read._generated.AddRange(manifest.Methods.Where(method => method.IsConstructor));
        read.Follow(manifest.Methods.Single(method => method.Name == nameof(Manifest.Describe)));
        read._generated.AddRange(module.GetTypes().Where(type => type.BaseType?.FullName == typeof(Router).FullName).SelectMany(type => type.Methods));
        return read;
    }

    private static bool IsThroughStub(Instruction instruction)
        => instruction.Operand is MethodReference { DeclaringType: var type }
            && type.GetElementType() is { Namespace: KnownNames.Generated.ManifestNamespace, DeclaringType: null } generated
            && generated.Name.Split('`')[0].EndsWith(KnownNames.Generated.CallClassSuffix, StringComparison.Ordinal);

    private void Follow(MethodDefinition describe)
    {
        _generated.Add(describe);
        var tokens = new List<object>();
        FieldDefinition? gate = null;
        foreach (var instruction in describe.Body.Instructions)
        {
            switch (instruction.OpCode.Code, instruction.Operand)
            {
                case (Code.Ldtoken or Code.Ldftn, MethodReference method):
                    tokens.Add(method.Resolve());
                    break;

                case (Code.Ldtoken, FieldReference field):
                    tokens.Add(field.Resolve());
                    break;

                case (Code.Callvirt, MethodReference { Name: nameof(HandleList.UseGate) }):
                    gate = ((FieldReference)instruction.Previous.Operand).Resolve();
                    break;

                // The target and its type come right before, the tokens of the stub afterwards.
                case (Code.Callvirt, MethodReference { Name: nameof(HandleList.UseTarget) }):
                    tokens.Clear();
                    break;

                case (Code.Ldtoken, TypeReference type):
                    tokens.Add(type.Resolve());
                    break;

                case (Code.Callvirt, MethodReference { Name: nameof(HandleList.AddType) or nameof(HandleList.AddCalls) }):
                    Follow((MethodDefinition)tokens[^1]);
                    tokens.Clear();
                    break;

                case (Code.Callvirt, MethodReference { Name: nameof(HandleList.AddGeneric) or nameof(HandleList.AddGenericWithoutOriginal) }):
                    FollowGeneric((MethodDefinition)tokens[0], (TypeDefinition)tokens[1], (FieldDefinition)tokens[2]);
                    tokens.Clear();
                    gate = null;
                    break;

                case (Code.Callvirt, MethodReference add):
                    _entries.AddRange(EntriesOf(add, tokens, flag: null, gate));
                    tokens.Clear();
                    gate = null;
                    break;
            }
        }
    }

    /// <summary>The method's place among those of its slot class is the same where an instantiation lists its own.</summary>
    private void FollowGeneric(MethodDefinition stub, TypeDefinition slots, FieldDefinition flag)
    {
        var constructor = slots.Methods.Single(method => method.Name == ".cctor");
        var instantiation = (MethodReference)constructor.Body.Instructions.Single(instruction => instruction.OpCode.Code == Code.Newobj).Operand;
        var describe = instantiation.DeclaringType.Resolve().Methods.Single(method => method.Name == nameof(GenericSlots.DescribeHandles));
        if (!_generated.Contains(constructor))
            _generated.AddRange([constructor, describe]);

        var index = _entries.Count(entry => entry.Slot.DeclaringType == slots);
        var entry = EntriesOf(describe, flag).ElementAt(index);
        Assert.That(entry.Stub, Is.EqualTo(stub), $"{slots.FullName} lists its methods in another order");
        _entries.Add(entry);
    }

    /// <summary>What an instantiation lists.</summary>
    private static IEnumerable<Entry> EntriesOf(MethodDefinition describe, FieldDefinition flag)
    {
        var tokens = new List<object>();
        FieldDefinition? gate = null;
        foreach (var instruction in describe.Body.Instructions)
        {
            if (instruction is { OpCode.Code: Code.Ldtoken, Operand: FieldReference field })
                tokens.Add(field.Resolve());
            else if (instruction is { OpCode.Code: Code.Ldtoken, Operand: MethodReference method })
                tokens.Add(method.Resolve());

            if (instruction is not { OpCode.Code: Code.Callvirt, Operand: MethodReference add })
                continue;

            if (add.Name == nameof(HandleList.UseGate))
            {
                gate = ((FieldReference)instruction.Previous.Operand).Resolve();
                continue;
            }

            if (add.Name == nameof(HandleList.UseTarget))
            {
                tokens.Clear();
                continue;
            }

            foreach (var entry in EntriesOf(add, tokens, flag, gate))
                yield return entry;

            tokens.Clear();
            gate = null;
        }
    }

    /// <summary>A call adds one method or several, each by two handles or three.</summary>
    private static IEnumerable<Entry> EntriesOf(MethodReference add, List<object> tokens, FieldDefinition? flag, FieldDefinition? gate)
        => tokens.Chunk(add.Name == nameof(HandleList.AddWithoutOriginal) ? 2 : 3).Select((handles, index) => EntryOf(handles, flag) with { Gate = index == 0 ? gate : null });

    private static Entry EntryOf(object[] tokens, FieldDefinition? flag)
    {
        var stub = (MethodDefinition)tokens[0];
        return new Entry(stub, tokens.Length == 3 ? (MethodDefinition)tokens[1] : CalledBy(stub), (FieldDefinition)tokens[^1], flag);
    }

    /// <summary>The original that the manifest does not list since the handle cannot call it; a constructor has none.</summary>
    private static MethodDefinition? CalledBy(MethodDefinition stub)
        => stub.IsConstructor
            ? null
            : ((MethodReference)stub.Body.Instructions.First(
                instruction => instruction.OpCode == OpCodes.Call && instruction.Operand is MethodReference { DeclaringType.Name: not nameof(GateCount) }).Operand).Resolve();

    /// <summary>One patchable method.</summary>
    /// <param name="Stub">The patchable method.</param>
    /// <param name="Original">What holds its source body; a constructor has none.</param>
    /// <param name="Slot">What holds its replacement.</param>
    /// <param name="Flag">Where it or its type is generic: what is read before the slot.</param>
    internal sealed record Entry(MethodDefinition Stub, MethodDefinition? Original, FieldDefinition Slot, FieldDefinition? Flag)
    {
        /// <summary>What its calls enter by; null where they are not counted.</summary>
        public FieldDefinition? Gate { get; init; }
    }
}
