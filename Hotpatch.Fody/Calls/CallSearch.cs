using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Calls;

/// <summary>Finds the calls of a module that are to go through call stubs.</summary>
internal sealed class CallSearch
{
    private const int MostNames = 5;

    private readonly ModuleDefinition _module;
    private readonly WantedCalls _wanted;
    private readonly Dictionary<string, CalledMethod?> _methods = new(StringComparer.Ordinal);
    private readonly Dictionary<MethodDefinition, CalledMethod?> _known = [];
    private readonly Dictionary<CalledMethod, string?> _refused = [];
    private readonly Dictionary<(CalledMethod Method, string Reason), int> _left = [];
    private readonly List<PatchableCall> _found = [];

    private CallSearch(ModuleDefinition module, WantedCalls wanted) => (_module, _wanted) = (module, wanted);

    /// <summary>Returns the calls, in the order of the metadata. Logs what is left as it is, and an error for what can't be fulfilled.</summary>
    public static IReadOnlyList<PatchableCall> Find(ModuleDefinition module, WantedCalls wanted, WeaverLog log)
    {
        if (wanted.IsEmpty)
            return [];

        var search = new CallSearch(module, wanted);
        search.Run();
        search.Report(log);
        return search._found;
    }

    private void Run()
    {
        // If the module names no such method, the weaver need not read the bodies.
        if (!_module.GetMemberReferences().OfType<MethodReference>().Any(method => WantedOf(method) is not null))
            return;

        foreach (var method in _module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
            Failures.Name(method, () => FindIn(method));
    }

    private void FindIn(MethodDefinition caller)
    {
        foreach (var instruction in caller.Body.Instructions)
        {
            if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn)
                || instruction.Operand is not MethodReference called
                || WantedOf(called.GetElementMethod()) is not { } target)
            {
                continue;
            }

            var reason = RefusalOf(target) ?? CallRules.OfCall(caller, instruction, target.Definition);
            if (reason is null)
                _found.Add(new PatchableCall(caller, instruction, CallRules.KindOf(instruction, target.Definition), target));
            else
                _left[(target, reason)] = _left.TryGetValue((target, reason), out var count) ? count + 1 : 1;
        }
    }

    /// <summary>Returns the method if its calls are wanted.</summary>
    private CalledMethod? WantedOf(MethodReference called)
    {
        if (called.DeclaringType is ArrayType || called.DeclaringType.GetElementType() is TypeDefinition or GenericParameter)
            return null;

        var key = called.FullName;
        if (!_methods.TryGetValue(key, out var method))
            _methods.Add(key, method = Resolve(called) is { } definition ? Known(definition, called) : null);

        return method;
    }

    // Two references to one method, on other type arguments or through another assembly, are one method.
    private CalledMethod? Known(MethodDefinition definition, MethodReference called)
    {
        if (!_known.TryGetValue(definition, out var known))
            _known.Add(definition, known = new CalledMethod(definition, called) is var found && _wanted.Contains(found) ? found : null);

        return known;
    }

    private static MethodDefinition? Resolve(MethodReference called)
    {
        try
        {
            return called.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    private string? RefusalOf(CalledMethod method)
    {
        if (!_refused.TryGetValue(method, out var reason))
            _refused.Add(method, reason = CallRules.OfMethod(method.Definition, _module));

        return reason;
    }

    private void Report(WeaverLog log)
    {
        foreach (var (target, reason) in _refused.Where(pair => pair.Value is not null && _wanted.ContainsByName(pair.Key)).Select(pair => (pair.Key, pair.Value!)))
        {
            log.Error(new HotpatchWeavingException(
                ErrorCode.NoCallStub,
                $"Calls of {target.DisplayName} can't be patchable: {reason}. Move the call to a method of your own, and mark that method [Patchable]."));
        }

        foreach (var left in _left.GroupBy(pair => pair.Key.Reason, StringComparer.Ordinal))
        {
            var names = left.Select(pair => pair.Key.Method.DisplayName).Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToArray();
            var count = left.Sum(pair => pair.Value);
            log.Info(
                $"{(count == 1 ? "Left as it is" : "Left as they are")}, {left.Key}: {count} {(count == 1 ? "call" : "calls")} of {string.Join(", ", names.Take(MostNames))}"
                + (names.Length > MostNames ? $" and {names.Length - MostNames} other methods." : "."));
        }
    }
}
