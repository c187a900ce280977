using Hotpatch.Fody.Calls;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Finds the method of each handle that a module declares. Logs an error for each declaration without a method.</summary>
internal sealed class HandleDeclarations
{
    private readonly Dictionary<HandleDeclaration, MethodDefinition> _methods = [];
    private readonly Dictionary<MethodDefinition, TypeReference> _delegates = [];

    private HandleDeclarations()
    {
    }

    /// <summary>Whether the module declares no handle.</summary>
    public bool IsEmpty => _methods.Count == 0;

    /// <summary>The declarations, each with its method.</summary>
    public IEnumerable<KeyValuePair<HandleDeclaration, MethodDefinition>> All => _methods;

    public static HandleDeclarations Find(ModuleDefinition module, WeaverLog log)
    {
        var found = new HandleDeclarations();
        foreach (var group in module.GetTypes().SelectMany(HandleDeclaration.In).GroupBy(declared => declared.Type))
        {
            // Typed members first: a member for all instantiations has no signature, and finds its method through the typed member of the same name.
            foreach (var declared in group.OrderBy(declared => declared.Delegate is null))
                Failures.Name(declared.Accessor, () => found.Add(declared, group, log));
        }

        return found;
    }

    /// <summary>Returns these declarations, with those for calls that have a stub. The others stay as they are: nothing makes their calls.</summary>
    public HandleDeclarations With(ModuleDefinition module, IReadOnlyList<CallType> calls)
    {
        if (calls.Count == 0)
            return this;

        var all = new HandleDeclarations();
        foreach (var pair in _methods)
            all._methods.Add(pair.Key, pair.Value);

        foreach (var pair in _delegates)
            all._delegates.Add(pair.Key, pair.Value);

        var stubs = calls.SelectMany(type => type.Stubs).ToArray();
        foreach (var group in module.GetTypes().SelectMany(type => HandleDeclaration.In(type, calls)).GroupBy(declared => declared.Type).ToArray())
        {
            foreach (var declared in group.OrderBy(declared => declared.Delegate is null))
                Failures.Name(declared.Accessor, () => all.Add(declared, group, stubs));
        }

        return all;
    }

    /// <summary>Returns the delegate type that the source declares for a method, as the method's body names it, or null.</summary>
    public TypeReference? DelegateOf(MethodDefinition method) => _delegates.TryGetValue(method, out var type) ? type : null;

    private void Add(HandleDeclaration declared, IEnumerable<HandleDeclaration> ofType, WeaverLog log)
    {
        var method = declared.Delegate is { } type ? Match(declared, type) : MatchByName(declared, ofType);
        if (method is not null)
        {
            _methods.Add(declared, method);
            return;
        }

        var expected = declared.Delegate is { } wanted ? $"with the signature {wanted.FullName} " : string.Empty;
        log.Error(new HotpatchWeavingException(
            ErrorCode.DeclaredHandle,
            $"{declared.DisplayName} declares the handle of a method {declared.MethodName} {expected}in {declared.Type.DisplayName()}, but the type has no such method. "
            + "Build again with the same version of Hotpatch.Fody and its analyzers. Don't write such declarations by hand."));
    }

    private void Add(HandleDeclaration declared, IEnumerable<HandleDeclaration> ofType, IEnumerable<CallStub> stubs)
    {
        var method = declared.Delegate is { } type
            ? stubs.Where(stub => stub.Method.DeclaringType == declared.Type && stub.Target.Definition.Name == declared.MethodName)
                .FirstOrDefault(stub => Fits(declared, type, stub.Method))?.Method
            : MatchByName(declared, ofType);
        if (method is not null)
            _methods.Add(declared, method);
    }

    private MethodDefinition? Match(HandleDeclaration declared, TypeReference type)
    {
        foreach (var method in declared.Type.Methods)
        {
            if (method.Name == declared.MethodName && method.IsStatic == declared.IsStatic && Fits(declared, type, method))
                return method;
        }

        return null;
    }

    private bool Fits(HandleDeclaration declared, TypeReference type, MethodDefinition method)
    {
        if (method.GenericParameters.Count != declared.Accessor.GenericParameters.Count)
            return false;

        var inMethod = type.Substitute(parameter => parameter.Type == GenericParameterType.Type
            ? method.DeclaringType.GenericParameters[parameter.Position]
            : method.GenericParameters[parameter.Position]);
        if (DelegateSignature.Of(inMethod)?.Is(MethodSignature.Of(method)) != true)
            return false;

        _delegates[method] = inMethod;
        return true;
    }

    private MethodDefinition? MatchByName(HandleDeclaration declared, IEnumerable<HandleDeclaration> ofType)
        => ofType.FirstOrDefault(typed => typed.Delegate is not null && typed.Name == declared.Name) is { } typed
            && _methods.TryGetValue(typed, out var method) ? method : null;
}
