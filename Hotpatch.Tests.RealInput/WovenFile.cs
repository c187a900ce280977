using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.RealInput;

/// <summary>One assembly, woven and what the weaver told of it.</summary>
internal sealed partial record WovenFile(
    string PlainPath, string Path, int Covered, int Woven, IReadOnlyDictionary<string, int> Left, TimeSpan Time)
{
    public const string ScopeAll = "<Hotpatch Scope=\"All\" AggressiveInlining=\"true\"/>";
    public const string AllCalls = "<Hotpatch Calls=\"*\"/>";

    /// <summary>The number of methods of other assemblies, calls of which were made patchable, and of these calls.</summary>
    public required (int Methods, int Calls) Called { get; init; }

    public static WovenFile Weave(string plain, string woven, ReferenceList references, string config)
    {
        var watch = Stopwatch.StartNew();
        var run = WeaverRun.Execute(plain, woven, references, config);
        var time = watch.Elapsed;
        Assert.That(run.Errors.Select(error => error.Message), Is.Empty);

        var left = run.Infos.Select(info => LeftAsItIs().Match(info))
            .Where(match => match.Success)
            .CountBy(match => match.Groups["reason"].Value);
        return new WovenFile(
            plain,
            woven,
            CoveredByScope(plain),
            run.WovenMethods,
            new SortedDictionary<string, int>(left.ToDictionary()),
            time)
        {
            Called = run.Infos.Select(info => PatchableCalls().Match(info)).Where(match => match.Success)
                .Select(match => (int.Parse(match.Groups["methods"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["calls"].Value, CultureInfo.InvariantCulture)))
                .SingleOrDefault(),
        };
    }

    /// <summary>
    /// The size of the plain assembly as Cecil writes it: without a signature, and with embedded symbols packed anew, so that what is
    /// more than that is the weaver's doing.
    /// </summary>
    public long RewrittenLength(ReferenceList references)
    {
        var copy = System.IO.Path.ChangeExtension(Path, ".rewritten.dll");
        WeaverRun.Execute(PlainPath, copy, references);
        return new FileInfo(copy).Length;
    }

    /// <summary>How many methods docs/explanation/what-it-costs.md says that scope All covers, counted without the weaver.</summary>
    private static int CoveredByScope(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return module.GetTypes().Where(type => !IsGenerated(type)).SelectMany(type => type.Methods).Count(IsCovered);
    }

    private static bool IsCovered(MethodDefinition method)
    {
        var isFinalizer = method is { Name: "Finalize", IsVirtual: true, HasParameters: false, ReturnType.MetadataType: MetadataType.Void };
        return !method.IsConstructor && !method.IsAbstract && !isFinalizer
            && !IsUnspeakable(method.Name)
            && (!IsMarkedGenerated(method) || IsAutomaticAccessor(method));
    }

    private static bool IsAutomaticAccessor(MethodDefinition method)
        => method.DeclaringType.Events.Any(@event => @event.AddMethod == method || @event.RemoveMethod == method)
            || method.DeclaringType.Properties
                .Where(property => property.GetMethod == method || property.SetMethod == method)
                .Any(property => method.DeclaringType.Fields.Any(field => field.Name == $"<{property.Name}>k__BackingField"));

    private static bool IsGenerated(TypeDefinition? type)
        => type is not null && (IsUnspeakable(type.Name) || IsMarkedGenerated(type) || IsGenerated(type.DeclaringType));

    private static bool IsMarkedGenerated(ICustomAttributeProvider member)
        => member.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute");

    // File-local types have names that only the compiler can write, but a source of their own.
    private static bool IsUnspeakable(string name) => name.StartsWith('<') && !FileLocal().IsMatch(name);

    [GeneratedRegex("^<[^<>]*>F[0-9A-F]{64}__", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileLocal();

    [GeneratedRegex("^(?<calls>[0-9]+) calls? of (?<methods>[0-9]+) methods? of", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PatchableCalls();

    [GeneratedRegex(" is left as it is: (?<reason>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftAsItIs();
}
