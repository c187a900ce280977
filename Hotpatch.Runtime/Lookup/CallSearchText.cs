using System.Reflection;
using Hotpatch.Naming;

namespace Hotpatch.Lookup;

/// <summary>The messages of look-ups of calls that find nothing.</summary>
internal static class CallSearchText
{
    public static string NoMember(Type type, string member)
        => $"{MethodName.Of(type)}.{member}: a method of this type was expected, but it declares none of that name. Name the type that declares the method.";

    public static string NoCalls(Type type, string member)
        => $"{MethodName.Of(type)}.{member}: patchable calls were expected, but no loaded assembly makes such calls. {Mark(type, member)} "
            + "If an assembly does that, load it first.";

    public static string NoCalls(string name)
        => $"{name}: patchable calls were expected, but no loaded assembly of that name makes such calls. Check the name, and that the assembly is loaded. "
            + "It needs [assembly: PatchableCalls(…)].";

    /// <summary>Returns the message for a handle declaration that was not filled in.</summary>
    public static string NotCalled(string method)
        => $"{method}: calls in this assembly were expected, but the weaver found none that can be patchable, or did not run. The build log says which calls are left as they "
            + $"are. For the calls of other assemblies, use Patchable.Calls. {WeavingNote.Weave}";

    public static string Several(Type type, string member, IEnumerable<MethodBase> methods)
        => $"{MethodName.Of(type)}.{member}: one method was expected, but calls of these were found: {string.Join("; ", methods.Select(MethodName.Of))}. "
            + $"Pass the signature, as in Patchable.Calls<Func<…>>(typeof({DelegateText.Describe(type)}), \"{member}\").";

    public static string OpenType(Type type, string member)
        => $"{MethodName.Of(type)}.{member}: an instantiation of the type was expected, but its definition was found. Pass one, such as typeof(List<int>).";

    public static string OtherSignature(Type type, string member, Type wanted, IEnumerable<MethodBase> methods)
        => $"{MethodName.Of(type)}.{member}: a method with the signature {DelegateText.Describe(wanted)} was expected, but these were found: "
            + $"{string.Join("; ", methods.Select(MethodName.Of))}. An instance method has the instance as its first parameter, and a constructor returns the object.";

    private static string Mark(Type type, string member)
        => $"Write [assembly: PatchableCalls(typeof({DelegateText.Describe(type)}), \"{member}\")] in the project that makes the calls.";
}
