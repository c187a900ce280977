using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Tests.Support;

/// <summary>
/// What must hold for every woven method of an assembly, whatever it does: there is no IL verifier to be had, so the JIT, the
/// decompiler's reader and the design's own shape take its place.
/// </summary>
internal static class StructuralChecks
{
    /// <summary>Fails with everything that is wrong with a woven assembly.</summary>
    public static void Pass(string woven, string plain, ReferenceList references, params string[] beside)
        => Assert.That(Complaints(woven, plain, references, beside), Is.Empty);

    /// <summary>
    /// Everything that is wrong with a woven assembly; <paramref name="plain"/> is the same before weaving, and <paramref name="beside"/> are
    /// assemblies that it needs.
    /// </summary>
    public static IReadOnlyList<string> Complaints(string woven, string plain, ReferenceList references, params string[] beside)
    {
        using var wovenModule = Read(woven, references);
        using var plainModule = Read(plain, references);
        var manifest = WovenModule.Read(wovenModule);

        var loaded = LoadedAssembly.Load(woven);
        Array.ForEach(beside, path => loaded.LoadBeside(path));

        // The shapes come last: reading them rewrites the bodies in memory.
        return
        [
            .. Unlisted(wovenModule, manifest, plainModule),
            .. Unprepared(loaded.Assembly, manifest),
            .. Uninitialised(manifest),
            .. NewWarnings(woven, manifest, plain, plainModule, references),
            .. manifest.Entries.SelectMany(StubShape.Complaints),
        ];
    }

    /// <summary>Slots that stand in a slot class and in no handle, or in several.</summary>
    private static IEnumerable<string> Unlisted(ModuleDefinition woven, WovenModule manifest, ModuleDefinition plain)
    {
        var slots = manifest.Entries.Select(entry => entry.Slot).ToArray();
        var classes = slots.Select(slot => slot.DeclaringType).ToHashSet();
        var unlisted = woven.GetTypes()
            .Where(type => type.Name.StartsWith(KnownNames.Generated.SlotClass, StringComparison.Ordinal))
            .Where(type => type.HasFields && !classes.Contains(type) && plain.GetType(type.FullName) is null);

        return
        [
            .. classes.SelectMany(type => type.Fields).Except(slots).Select(slot => $"{slot.FullName} belongs to no handle"),
            .. slots.GroupBy(slot => slot).Where(group => group.Count() > 1)
                .Select(group => $"{group.Key.FullName} belongs to several handles"),
            .. unlisted.Select(type => $"{type.FullName} belongs to no handle"),
        ];
    }

    /// <summary>Methods that the JIT refuses.</summary>
    private static IEnumerable<string> Unprepared(Assembly woven, WovenModule manifest)
    {
        var typical = new TypicalInstantiation(woven);
        foreach (var method in Methods(manifest))
        {
            var runtimeMethod = woven.ManifestModule.ResolveMethod(method.MetadataToken.ToInt32())!;
            string? complaint = null;
            try
            {
                complaint = Prepare(runtimeMethod, typical);
            }
#pragma warning disable CA1031 // Whatever it is, it is what the check is for.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                complaint = $"{method.DisplayName()}: the JIT says {exception.GetType().Name}: {exception.Message}";
            }

            if (complaint is not null)
                yield return complaint;
        }
    }

    private static string? Prepare(MethodBase method, TypicalInstantiation typical)
    {
        // What a token resolves to: a struct's virtual method as it is called on a boxed one, which is no definition.
        if (method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false } boxed)
            method = boxed.GetGenericMethodDefinition();

        if (!method.ContainsGenericParameters)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
            return null;
        }

        if (typical.Of(method) is not { } arguments)
        {
            // Nothing in the assembly meets the constraints; the other checks still hold.
            TestContext.Out.WriteLine($"{method.DeclaringType}.{method}: no type arguments were found for the JIT");
            return null;
        }

        RuntimeHelpers.PrepareMethod(method.MethodHandle, [.. arguments.Select(argument => argument.TypeHandle)]);
        return null;
    }

    /// <summary>Methods that an IL verifier refuses, because they have locals and don't initialise them.</summary>
    private static IEnumerable<string> Uninitialised(WovenModule manifest)
        => manifest.Entries.Select(entry => entry.Stub).Concat(manifest.Generated)
            .Where(stub => stub is { HasBody: true, Body: { HasVariables: true, InitLocals: false } })
            .Select(stub => $"{stub.DisplayName()}: has locals, but does not initialise them");

    /// <summary>Warnings about woven bodies that the body which they come from did not have.</summary>
    private static IEnumerable<string> NewWarnings(
        string woven, WovenModule manifest, string plain, ModuleDefinition plainModule, ReferenceList references)
    {
        using var wovenWarnings = new IlWarnings(woven, references);
        using var plainWarnings = new IlWarnings(plain, references);
        var sources = plainModule.GetTypes().SelectMany(type => type.Methods).ToDictionary(Key);
        var origins = manifest.Entries.ToDictionary(entry => entry.Original ?? entry.Stub, entry => sources.GetValueOrDefault(Key(entry.Stub)));

        foreach (var method in Methods(manifest).Where(method => method.HasBody))
        {
            var warnings = wovenWarnings.Of(method).ToList();
            if ((origins.GetValueOrDefault(method) ?? sources.GetValueOrDefault(Key(method))) is { HasBody: true } source)
            {
                foreach (var warning in plainWarnings.Of(source))
                    warnings.Remove(warning);
            }

            foreach (var warning in warnings)
                yield return $"{method.DisplayName()}: the decompiler says {warning}";
        }
    }

    /// <summary>Full names leave out how many type parameters a method has.</summary>
    private static string Key(MethodDefinition method) => $"{method.FullName} {method.GenericParameters.Count}";

    private static IEnumerable<MethodDefinition> Methods(WovenModule manifest)
        => manifest.Entries.SelectMany(entry => new[] { entry.Stub, entry.Original }).OfType<MethodDefinition>().Concat(manifest.Generated).Concat(manifest.Callers).Distinct();

    private static ModuleDefinition Read(string assembly, ReferenceList references)
        => ModuleDefinition.ReadModule(assembly, new ReaderParameters { AssemblyResolver = references, InMemory = true });
}
