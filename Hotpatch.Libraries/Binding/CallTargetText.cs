using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Messages about calls that are missing, or that a patch can't be for.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class CallTargetText
{
    public static string NoType(PatchUsage usage, string name)
    {
        var names = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).SelectMany(VisibleTypesOf).Select(type => type.FullName!);
        return $"{usage.Text}: a type that declares the called method was expected, but {name} was not found in a loaded assembly{TargetText.Nearest(name, names)}";
    }

    public static string OfLibrary(PatchUsage usage, Type type)
        => $"{usage.Text}: a type of the program was expected, but {MethodName.Of(type)} of the patch library itself was found";

    public static string NoMember(PatchUsage usage, Type type, string name, IEnumerable<MethodBase> declared)
    {
        var text = $"{usage.Text}: a method that can be called was expected, but ";
        var inherited = type.GetMember(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy)
            .FirstOrDefault(member => member.DeclaringType != type);
        return inherited?.DeclaringType is { } declaring
            ? $"{text}the method is declared by the base type {MethodName.Of(declaring)}. Name that type"
            : $"{text}{MethodName.Of(type)} declares none of that name{TargetText.Nearest(name, declared.SelectMany(MethodName.SimpleNamesOf).Distinct(StringComparer.Ordinal))}";
    }

    public static string NoOverload(PatchUsage usage, IEnumerable<MethodBase> named)
        => $"{usage.Text}: a method of that name with these parameters was expected, but only these were found: {string.Join("; ", named.Select(MethodName.Of))}";

    public static string NoCaller(PatchUsage usage, string caller, string reason)
        => caller.Length == 0
            ? $"{usage.Text}: the name of a woven assembly was expected as In, but an empty text was found. Leave In out for the calls of all assemblies"
            : $"{usage.Text}: a woven assembly named {caller} was expected, since [PatchCalls] names it by In, but {reason}";

    public static string NoCalls(PatchUsage usage, MethodBase method)
    {
        var mark = $"[assembly: PatchableCalls(typeof({OpenText(method.DeclaringType!)}), \"{method.Name}\")]";
        return usage.Caller is { } caller
            ? $"{usage.Text}: patchable calls were expected, but {caller} makes none of this method. Write {mark} in its project"
            : $"{usage.Text}: patchable calls were expected, but no loaded assembly makes any of this method. Write {mark} in the project that makes the calls. "
                + "If an assembly does that, load it before the library";
    }

    public static string BeyondTargets(PatchUsage usage)
        => $"{usage.Text}: calls of one assembly were expected, since the Targets of the options restrict what is patched, but [PatchCalls] without In is for "
            + "the calls of all assemblies. Name one of the Targets by In";

    public static string NotGeneric(PatchUsage usage, MethodBase method)
        => $"{usage.Text}: a [PatchCalls] without TypeArguments was expected, since {MethodName.Of(method)} is not generic, but one with TypeArguments was found";

    public static string AllInstantiations(PatchUsage usage, MethodBase method)
        => $"{usage.Text}: TypeArguments were expected, since {MethodName.Of(method)} is generic and the calls of all assemblies can be patched for one instantiation only, "
            + "but none were found; to patch all instantiations, name the assembly that makes the calls by In";

    public static string OwnArguments(PatchUsage usage, Type[] arguments)
        => $"{usage.Text}: type arguments of the program were expected, but <{Texts(arguments)}> of the patch library itself was found; "
            + "to use them, name the assembly that makes the calls by In";

    public static string NoInstantiation(PatchUsage usage, MethodBase method, Type[] arguments)
        => $"{usage.Text}: type arguments that make an instantiation of {MethodName.Of(method)} were expected, but <{Texts(arguments)}> was found";

    public static string WithCaller(PatchUsage usage, string name)
    {
        var end = name.IndexOf(MethodName.CallerEnd, StringComparison.Ordinal);
        var caller = name[..end] == MethodName.AllCallers ? "leave In out" : $"write In = \"{name[..end]}\"";
        return $"{usage.Text}: the name of the called method was expected, but a name with the assembly that makes the calls was found. Write {name[(end + 1)..]}, and {caller}";
    }

    // Queue<>, as typeof takes it.
    private static string OpenText(Type type)
    {
        var text = DelegateText.Describe(type);
        return type.IsGenericType && text.IndexOf('<', StringComparison.Ordinal) is > 0 and var start
            ? $"{text[..start]}<{new string(',', type.GetGenericArguments().Length - 1)}>"
            : text;
    }

    private static string Texts(Type[] arguments) => string.Join(", ", arguments.Select(DelegateText.Describe));

    private static IEnumerable<Type> VisibleTypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
#pragma warning disable CA1031 // For an assembly with missing references, reflection throws many types of exceptions. Its names are only a hint.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }
}
