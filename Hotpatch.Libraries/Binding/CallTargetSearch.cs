using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Context;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Finds the calls that a patch may be for by the name of the called method. The signatures are compared later, by <see cref="PatchFit"/>.</summary>
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class CallTargetSearch(TargetAssemblies assemblies)
{
    private const BindingFlags Declared
        = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Returns the possible targets of a patch; if there are none, the problem says why.</summary>
    public IReadOnlyList<Target> Find(PatchUsage usage, out string? problem)
    {
        var methods = CalledMethods(usage, out problem);
        return problem is not null ? []
            : usage.Caller is { } caller ? InOne(usage, caller, methods, out problem)
            : InAll(usage, methods, out problem);
    }

    /// <summary>Returns the methods that the patch names, as open methods, whether or not they are called.</summary>
    private static MethodBase[] CalledMethods(PatchUsage usage, out string? problem)
    {
        problem = null;
        if (usage.FullName is { } fullName)
        {
            if (fullName.Contains(MethodName.CallerEnd, StringComparison.Ordinal))
                return NotFound(CallTargetText.WithCaller(usage, fullName), out problem);

            var wanted = fullName.Replace(" ", string.Empty, StringComparison.Ordinal);
            var splits = TargetSearch.Splits(wanted).Select(split => (Types: TargetAssemblies.TypesNamed(split.Type), split.Method)).ToArray();
            var (types, rest) = splits.FirstOrDefault(split => split.Types.Count > 0);
            return types is null
                ? NotFound(CallTargetText.NoType(usage, TargetSearch.Splits(wanted).Select(split => split.Type).FirstOrDefault(wanted)), out problem)
                : Named(usage, types, rest.Split('(')[0].Split('<')[0], method => IsMeant(wanted, method), out problem);
        }

        if (usage.Type is { } type)
        {
            return LibraryContext.IsLibraryContext(type.Assembly)
                ? NotFound(CallTargetText.OfLibrary(usage, type), out problem)
                : Named(usage, [type.IsGenericType ? type.GetGenericTypeDefinition() : type], usage.Name, _ => true, out problem);
        }

        return TargetAssemblies.TypesNamed(usage.TypeName) is { Count: > 0 } found
            ? Named(usage, found, usage.Name, _ => true, out problem)
            : NotFound(CallTargetText.NoType(usage, usage.TypeName), out problem);
    }

    private static MethodBase[] Named(PatchUsage usage, IReadOnlyList<Type> types, string name, Predicate<MethodBase> isMeant, out string? problem)
    {
        problem = null;
        var named = types.SelectMany(DeclaredBy).Where(method => MethodName.IsCalled(method, name)).ToArray();
        var meant = Array.FindAll(named, isMeant);
        return meant.Length > 0 ? meant
            : NotFound(named.Length > 0 ? CallTargetText.NoOverload(usage, named) : CallTargetText.NoMember(usage, types[0], name, DeclaredBy(types[0])), out problem);
    }

    private static MethodBase[] NotFound(string text, out string? problem)
    {
        problem = text;
        return [];
    }

    private static IEnumerable<MethodBase> DeclaredBy(Type type)
        => type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared & ~BindingFlags.Static));

    // A name without a parameter list may be that of a property, which no full name of a method has.
    private static bool IsMeant(string wanted, MethodBase method)
        => !wanted.Contains('(', StringComparison.Ordinal) || MethodName.IsMeant(wanted, MethodName.Of(method))
            || MethodName.IsMeant(wanted.Replace(".Constructor(", "..ctor(", StringComparison.Ordinal), MethodName.Of(method));

    private Target[] InOne(PatchUsage usage, string caller, MethodBase[] methods, out string? problem)
    {
        var callers = assemblies.Named(caller, out var reason);
        if (callers.Count == 0)
        {
            problem = CallTargetText.NoCaller(usage, caller, reason!);
            return [];
        }

        var found = callers.SelectMany(assembly => methods.SelectMany(method => CallsOf(assembly.Name, assembly.Woven, method))).ToArray();
        problem = found.Length > 0 ? null : CallTargetText.NoCalls(usage, methods[0]);
        return found;
    }

    private static IEnumerable<Target> CallsOf(AssemblyName caller, PatchableAssembly woven, MethodBase method)
        => woven.FindCalls(method.DeclaringType!) is not { } calls ? []
            : calls.Handles.Where(handle => handle.Method == method).Select(handle => new Target(handle, caller))
                .Concat(calls.Generics.Where(generic => generic.Method == method).Select(generic => new Target(generic, caller)));

    private Target[] InAll(PatchUsage usage, MethodBase[] methods, out string? problem)
    {
        problem = assemblies.AreNamed ? CallTargetText.BeyondTargets(usage) : null;
        if (problem is not null)
            return [];

        var targets = new List<Target>();
        foreach (var open in methods)
        {
            if (Shared(usage, open, out var refusal) is { } shared)
                targets.Add(new Target(shared));
            else
                problem ??= refusal;
        }

        if (targets.Count > 0)
            problem = null;

        return [.. targets];
    }

    private static SharedCalls? Shared(PatchUsage usage, MethodBase open, out string? problem)
    {
        if (Close(usage, open, out problem) is not { } method)
            return null;

        var shared = SharedCalls.Of(method);
        problem = shared is null ? CallTargetText.NoCalls(usage, method) : null;
        return shared;
    }

    private static MethodBase? Close(PatchUsage usage, MethodBase open, out string? problem)
    {
        problem = null;
        var arguments = usage.ArgumentsFor(open);
        if (Target.ArgumentsOf(open).Length == 0)
        {
            problem = arguments is null ? null : CallTargetText.NotGeneric(usage, open);
            return problem is null ? open : null;
        }

        if (arguments is null)
            problem = CallTargetText.AllInstantiations(usage, open);
        else if (OwnInstantiation.IsMeantBy(arguments, usage.Method.Module.Assembly))
            problem = CallTargetText.OwnArguments(usage, arguments);

        if (problem is not null)
            return null;

        try
        {
            return OwnInstantiation.Close(open, arguments!);
        }
        catch (ArgumentException)
        {
            problem = CallTargetText.NoInstantiation(usage, open, arguments!);
            return null;
        }
    }
}
