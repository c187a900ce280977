using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using Hotpatch.Libraries.Reading;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Reads the patches of a library from its <see cref="PatchAttribute"/>s and <see cref="PatchCallsAttribute"/>s.</summary>
/// <param name="problems">Collects the attributes that are wrong.</param>
/// <param name="skipped">Collects the attributes that cannot be read and are not required.</param>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class PatchReader(LibraryProblems problems, List<SkippedPatch> skipped)
{
    private const BindingFlags Declared
        = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Returns the patches of the types, in the order in which the library declares them.</summary>
    public IReadOnlyList<PatchUsage> Read(IEnumerable<Type> types)
    {
        var usages = new List<PatchUsage>();
        foreach (var type in types)
            Read(type, usages);

        return usages;
    }

    private void Read(Type type, List<PatchUsage> usages)
    {
        var name = MethodName.Of(type);
        if (!TryRead(type, name, out var ofClass))
            return;

        if (ofClass is not null && ProblemOfClass(type, ofClass) is { } problem)
        {
            problems.Add($"{name}: {problem}");
            return;
        }

        var isEmpty = true;
        foreach (var method in type.GetMethods(Declared).OrderBy(TokenOf))
        {
            if (!TryRead(method, PatchUsage.NameOf(method), out var ofMethod))
                isEmpty = false;
            else if (ofMethod is not null || (ofClass is not null && method is { IsStatic: true, IsPublic: true }))
            {
                isEmpty = false;
                Read(method, ofMethod, ofClass, usages);
            }
        }

        if (ofClass is not null && isEmpty)
            problems.Add($"{name}: public static methods were expected, since {PatchAttributeReader.TextOf(ofClass)} on a class applies to them, but none was found");
    }

    private void Read(MethodInfo method, LibraryPatchAttribute? own, LibraryPatchAttribute? ofClass, List<PatchUsage> usages)
    {
        // The [Patch] of a class applies only to patches of methods, and its [PatchCalls] only to patches of calls.
        if (own is not null && own.GetType() != ofClass?.GetType())
            ofClass = null;

        if (own is not null && PatchAttributeReader.NamesNull(method))
            problems.Add($"{PatchUsage.NameOf(method)}: {NoNull(own)}");
        else if (ProblemOf(method) is { } problem)
            problems.Add($"{PatchUsage.NameOf(method)}: {problem}");
        else if (Usage(method, own, ofClass) is { } usage)
            usages.Add(usage);
    }

    private PatchUsage? Usage(MethodInfo method, LibraryPatchAttribute? own, LibraryPatchAttribute? ofClass)
    {
        if (VersionRange.TryParse(
                own?.MinTargetVersion ?? ofClass?.MinTargetVersion, own?.MaxTargetVersion ?? ofClass?.MaxTargetVersion, out var problem) is not { } versions)
        {
            problems.Add($"{PatchUsage.NameOf(method)}: {problem}");
            return null;
        }

        var share = own is not null && PatchAttributeReader.SetsShare(method) ? own.Share
            : ofClass is not null && PatchAttributeReader.SetsShare(method.DeclaringType!) ? ofClass.Share
            : (double?)null;
        if (share is not (null or (>= 0 and <= 1)))
        {
            problems.Add($"{PatchUsage.NameOf(method)}: a share from 0 to 1 was expected in {PatchAttributeReader.TextOf(own ?? ofClass)}, but {share} was found");
            return null;
        }

        return new PatchUsage(method)
        {
            IsOfCalls = (own ?? ofClass) is PatchCallsAttribute,
            Caller = (own as PatchCallsAttribute)?.In ?? (ofClass as PatchCallsAttribute)?.In,
            Share = share,
            Feature = own?.Feature ?? ofClass?.Feature,
            IsShadow = own?.Shadow == true || ofClass?.Shadow == true,
            FullName = own?.Target,
            Type = own?.Type ?? ofClass?.Type,
            TypeName = ofClass?.Target ?? MethodName.Of(method.DeclaringType!),
            Name = own?.Method ?? method.Name,
            TypeArguments = own?.TypeArguments ?? ofClass?.TypeArguments,
            IsRequired = (own?.Required ?? true) && (ofClass?.Required ?? true),
            Versions = versions,
            Owner = own?.Owner ?? ofClass?.Owner,
            Priority = own is not null && PatchAttributeReader.SetsPriority(method) ? own.Priority : ofClass?.Priority ?? 0,
        };
    }

    // A program that was compiled ahead of time has no tokens, and lists methods in an order of its own.
    private static int TokenOf(MethodInfo method) => method.HasMetadataToken() ? method.MetadataToken : 0;

    private static string? ProblemOfClass(Type type, LibraryPatchAttribute attribute)
    {
        if (PatchAttributeReader.HasBoth(type))
            return Both;

        if (PatchAttributeReader.NamesNull(type))
            return NoNull(attribute);

        if (attribute.Method is not null)
            return $"{PatchAttributeReader.TextOf(attribute)} without a method's name was expected on a class, but \"{attribute.Method}\" was found";

        // Tests for constructors, since a module of Visual Basic is a static class too but is not abstract.
        if (type.GetConstructors(Declared & ~BindingFlags.Static).Length > 0)
            return "a static class was expected, but one with instances was found";

        return type.IsGenericType ? GenericType : null;
    }

    // Without a target, the attribute stands for the method's own name: what is null was meant to be a name.
    private static string NoNull(LibraryPatchAttribute attribute) => $"a name or a type was expected in {PatchAttributeReader.TextOf(attribute)}, but null was found";

    private const string Both = "one of [Patch] and [PatchCalls] was expected, but both were found";

    private const string GenericType
        = "a class that is not generic was expected, but a generic one was found; for a generic target, declare the type parameters on the method";

    private static string? ProblemOf(MethodInfo method)
        => !method.IsStatic ? "a static method was expected, but an instance method was found"
            : PatchAttributeReader.HasBoth(method) ? Both
            : method.IsAbstract ? "a method with a body was expected, but an abstract one was found"
            : method.DeclaringType is { IsGenericType: true } ? GenericType
            : method.IsDefined(typeof(UnmanagedCallersOnlyAttribute), inherit: false) ? "a method that managed code can call was expected, but one with [UnmanagedCallersOnly] was found"
            : null;

    /// <summary>
    /// Reads the attribute of a type or method; null if it has none. Returns false if the attribute cannot be read, such as if it names a missing
    /// type.
    /// </summary>
    private bool TryRead(MemberInfo member, string name, out LibraryPatchAttribute? attribute)
    {
        attribute = null;
        try
        {
            attribute = PatchAttributeReader.Read(member);
            return true;
        }
#pragma warning disable CA1031 // For an attribute with a missing type, reflection throws many types of exceptions.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var reason = $"{name}: a {PatchAttributeReader.TextOf(member)} whose types can be loaded was expected, but it cannot be read: {exception.Message}";
            if (IsRequired(member))
                problems.Add(reason);
            else
                skipped.Add(new SkippedPatch(name, reason));

            return false;
        }
    }

    /// <summary>
    /// Returns whether a patch is required whose attribute cannot be read completely: unless <see cref="LibraryPatchAttribute.Required"/> is readable and
    /// false.
    /// </summary>
    private static bool IsRequired(MemberInfo member)
    {
        try
        {
            return !member.GetCustomAttributesData()
                .Where(PatchAttributeReader.IsMark)
                .SelectMany(data => data.NamedArguments)
                .Any(argument => argument is { MemberName: nameof(LibraryPatchAttribute.Required), TypedValue.Value: false });
        }
#pragma warning disable CA1031 // As in TryRead.
        catch (Exception)
#pragma warning restore CA1031
        {
            return true;
        }
    }
}
