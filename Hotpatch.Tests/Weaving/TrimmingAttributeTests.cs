using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Weaving;

/// <summary>What trimming, AOT and single-file analyses read of a woven type, where source says something of them.</summary>
[Parallelizable(ParallelScope.Children)]
public class TrimmingAttributeTests
{
    private const string Suppress = "UnconditionalSuppressMessageAttribute";
    private const string Members = "DynamicallyAccessedMembersAttribute";

    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using Hotpatch;
        [assembly: Patchable]
        [assembly: UnconditionalSuppressMessage("Trimming", "IL2070", Scope = "member", Target = "M:Targeted.Read(System.Type)", Justification = "a")]
        [assembly: UnconditionalSuppressMessage("Trimming", "IL2075", Scope = "member", Target = "~P:Targeted.Property", Justification = "a")]
        [assembly: UnconditionalSuppressMessage("Trimming", "IL2026", Scope = "type", Target = "T:Targeted", Justification = "a")]

        public class Properties
        {
            [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public Type Automatic { get; set; } = typeof(int);
            [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public Type this[int index] { get => Automatic; set => Automatic = value; }
            [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
            [field: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
            public Type Both { get; set; } = typeof(int);
            public Type OnGetter { [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] get => typeof(int); set { } }
        }
        public class Results
        {
            [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public static Type Func() => typeof(int);
            [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public static Type Declared(out int a) { a = 1; return typeof(int); }
            public static int DeclaredParameter([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type, out int a) => a = 1;
        }
        public class Suppressed
        {
            [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")] public static int Method() => 1;
            [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")] public static int Property => 1;
            [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")] public static event Action Event { add { } remove { } }
            [RequiresAssemblyFiles("a")] public static int Files => 1;
        }
        public class Targeted { public static int Read(Type type) => 1; public static int Read(string type) => 1; public static int Property { get => 1; set { } } }
        public class Annotated { public static int Static([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) => 1; }
        public class Unreferenced { [RequiresUnreferencedCode("a")] public static int Static() => 1; }
        public class Dynamic { [RequiresDynamicCode("a")] [Patchable] public Dynamic() { } }
        public class Files { [RequiresAssemblyFiles("a")] public static event Action Event { add { } remove { } } }
        [RequiresUnreferencedCode("a")] public class OfType { public int Instance() => 1; public static int Static() => 1; }
        public class Generic<T> { [RequiresUnreferencedCode("a")] public static int Static([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) => 1; }
        public class AnnotatedBox<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T, U> { public T Get(T value) => value; }
        public class Overridable { [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public virtual Type Get() => typeof(int); }
        public class Closures
        {
            [RequiresUnreferencedCode("a")]
            public static int Outer(int a) { Func<int> f = [Patchable] () => a; return f() + Local(); [Patchable] static int Local() => 1; }
        }
        public class Imports
        {
            [DllImport("none")] public static extern int Plain(int a, string b, int[] c, StructLayout d, Action e, SafeHandle f);
            [DllImport("none")] public static extern int Interface(IDisposable a);
            [DllImport("none")] public static extern int Marshalled([MarshalAs(UnmanagedType.IUnknown)] object a);
            [DllImport("none")] public static extern int AsInterface([MarshalAs(UnmanagedType.LPStr)] string a);
        }
        public struct StructLayout { public int A; }
        public class Dependencies { [DynamicDependency("Kept")] public static int Get() => 1; private static int Kept() => 1; public static async Task<int> Async() { await Task.Yield(); return 1; } }
        public class Ordinary { public static int Get(Type type) => 1; public Type Property { get; set; } = typeof(int); public static T Generic<T>(T value) => value; public event Action? Event; public int Raise() { Event?.Invoke(); return 1; } }
        """;

    private readonly TempFolder _folder = new();
    private ModuleDefinition _module = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        var woven = GeneratorRun.Of(Source).Weave(_folder);
        Assert.That(woven.Errors.Select(error => error.Message), Is.Empty);
        _module = ModuleDefinition.ReadModule(woven.Output, new ReaderParameters { InMemory = true });
    }

    [OneTimeTearDown]
    public void CleanUp()
    {
        _module?.Dispose();
        _folder.Dispose();
    }

    [TestCase("Automatic")]
    [TestCase("Both")]
    [TestCase("Item")]
    [TestCase("OnGetter", false)]
    public void Annotation_of_a_property_is_on_its_originals_once(string property, bool isOnSetter = true)
    {
        var setter = Method("Properties", $"set_{property}_Original");
        Assert.Multiple(() =>
        {
            Assert.That(Count(Method("Properties", $"get_{property}_Original").MethodReturnType, Members), Is.EqualTo(1));
            Assert.That(Count(setter.Parameters[^1], Members), Is.EqualTo(isOnSetter ? 1 : 0));
        });
    }

    [TestCase("Automatic")]
    [TestCase("Both")]
    public void Annotation_of_an_automatic_property_is_on_its_field_once(string property)
        => Assert.That(Count(_module.GetType("Properties").Fields.Single(field => field.Name == $"<{property}>k__BackingField"), Members), Is.EqualTo(1));

    [TestCase("get_Automatic")]
    [TestCase("set_Automatic")]
    public void Accessors_have_no_annotation_beside_that_of_their_property(string accessor)
    {
        var method = Method("Properties", accessor);
        Assert.That(Count(method.MethodReturnType, Members) + method.Parameters.Sum(parameter => Count(parameter, Members)), Is.Zero);
    }

    [TestCase("Properties", "get_Automatic", "IL2073")]
    [TestCase("Properties", "set_Automatic", "")]
    [TestCase("Properties", "get_OnGetter", "IL2073")]
    [TestCase("Results", "Func", "IL2073")]
    [TestCase("Results", "Declared", "IL2073")]
    [TestCase("Results", "DeclaredParameter", "")]
    [TestCase("Imports", "Plain", "")]
    [TestCase("Imports", "Interface", "IL2050")]
    [TestCase("Imports", "Marshalled", "IL2050")]
    [TestCase("Imports", "AsInterface", "")]
    [TestCase("Suppressed", "get_Property", "")]
    public void Stub_is_silent_on_what_its_slot_gives(string type, string method, string codes)
        => Assert.That(Codes(Method(type, method)), Is.EqualTo(codes));

    [TestCase("Suppressed", "Method_Original", "IL2026")]
    [TestCase("Suppressed", "get_Property_Original", "IL2026")]
    [TestCase("Suppressed", "add_Event_Original", "IL2026")]
    [TestCase("Suppressed", "remove_Event_Original", "IL2026")]
    [TestCase("Targeted", "get_Property_Original", "IL2075")]
    [TestCase("Targeted", "set_Property_Original", "IL2075")]
    public void Original_has_the_suppressions_of_its_method_and_of_what_is_around_it(string type, string method, string codes)
        => Assert.That(Codes(Method(type, method)), Is.EqualTo(codes));

    [Test]
    public void Suppression_with_a_target_is_on_the_original_of_that_overload()
    {
        var overloads = _module.GetType("Targeted").Methods.Where(method => method.Name == "Read_Original").ToArray();
        Assert.That(overloads, Has.Length.EqualTo(2));
        Assert.Multiple(() =>
        {
            Assert.That(overloads.Select(Codes), Is.EquivalentTo(new[] { "IL2070", "" }));
            Assert.That(Codes(overloads.Single(method => method.Parameters[0].ParameterType.Name == "Type")), Is.EqualTo("IL2070"));
            Assert.That(
                overloads.SelectMany(method => method.CustomAttributes).SelectMany(attribute => attribute.Properties).Select(property => property.Name),
                Is.EqualTo(new[] { "Justification" }));
        });
    }

    [Test]
    public void Requirement_of_a_property_is_on_its_original()
        => Assert.That(Count(Method("Suppressed", "get_Files_Original"), "RequiresAssemblyFilesAttribute"), Is.EqualTo(1));

    [TestCase("Annotated", "IL2111")]
    [TestCase("Unreferenced", "IL2026")]
    [TestCase("Dynamic", "IL3050")]
    [TestCase("Files", "IL3002")]
    [TestCase("OfType", "IL2026")]
    [TestCase("Overridable", "IL2111")]
    [TestCase("Properties", "IL2111")]
    [TestCase("Results", "IL2111")]
    [TestCase("Closures", "IL2026")]
    [TestCase("Ordinary", "")]
    [TestCase("Targeted", "")]
    public void List_of_the_methods_of_a_type_is_silent_on_what_they_ask_of_callers(string type, string codes)
        => Assert.That(Codes(Method($"{type}/PatchSlots", "DescribeHandles")), Is.EqualTo(codes));

    [Test]
    public void List_of_the_methods_of_a_generic_type_is_silent_too()
    {
        var describe = _module.GetType("Hotpatch.Generated.PatchedGenerics").Methods.Where(method => method.Name.StartsWith("DescribeHandles", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(describe.Select(Codes), Does.Contain("IL2026 IL2111"));
            Assert.That(Codes(Method("Generic`1/PatchSlots/Instantiation", "DescribeHandles")), Is.EqualTo("IL2026 IL2111"));
        });
    }

    [TestCase("AnnotatedPatches", "get_Static", "IL2111")]
    [TestCase("UnreferencedPatches", "get_Static", "")]
    [TestCase("OfTypePatches", "get_Static", "")]
    [TestCase("OfTypePatches", "get_Instance", "IL2026")]
    [TestCase("GenericPatches`1", "get_Static", "")]
    [TestCase("AllGenericPatches", "get_Static", "")]
    [TestCase("OrdinaryPatches", "get_Get", "")]
    public void Handle_is_silent_on_what_it_does_not_ask_of_its_readers(string type, string getter, string codes)
        => Assert.That(Codes(Method(type, getter)), Is.EqualTo(codes));

    [Test]
    public void Module_that_asks_nothing_of_callers_has_no_suppression()
    {
        using var folder = new TempFolder();
        var woven = GeneratorRun.Of("using Hotpatch; [assembly: Patchable] public class C { public static int M(System.Type type) => 1; public int P { get; set; } }").Weave(folder);
        using var module = ModuleDefinition.ReadModule(woven.Output);
        Assert.That(module.GetTypeReferences().Select(type => type.Name), Does.Not.Contain(Suppress));
    }

    [TestCase("Declared", "ResultsPatches/DeclaredDelegate", 0)]
    [TestCase("DeclaredParameter", "ResultsPatches/DeclaredParameterDelegate", 1)]
    public void Delegate_type_has_the_annotations_of_parameters_alone(string method, string type, int onFirst)
    {
        var invoke = Method(type, "Invoke");
        Assert.Multiple(() =>
        {
            Assert.That(Count(Method("Results", method).MethodReturnType, Members), Is.EqualTo(method == "Declared" ? 1 : 0));
            Assert.That(Count(invoke.MethodReturnType, Members), Is.Zero);
            Assert.That(Count(invoke.Parameters[0], Members), Is.EqualTo(onFirst));
        });
    }

    [TestCase("Get", "DynamicDependencyAttribute")]
    [TestCase("Async", "AsyncStateMachineAttribute")]
    public void One_of_stub_and_original_says_what_holds_for_both(string method, string attribute)
        => Assert.Multiple(() =>
        {
            Assert.That(Count(Method("Dependencies", method), attribute), Is.EqualTo(1));
            Assert.That(Count(Method("Dependencies", method + "_Original"), attribute), Is.Zero);
        });

    [Test]
    public void Originals_of_lambdas_and_local_functions_have_names_by_which_tools_know_them()
    {
        var names = _module.GetTypes().Where(type => type.FullName.StartsWith("Closures", StringComparison.Ordinal))
            .SelectMany(type => type.Methods)
            .Select(method => method.Name)
            .Where(name => name.EndsWith("_Original", StringComparison.Ordinal) && name != "Outer_Original");

        Assert.That(names, Has.Exactly(1).StartsWith("<Outer>b__").And.Exactly(1).StartsWith("<Outer>g__Local|"));
    }

    [Test]
    public void Compilers_copy_of_an_annotated_type_parameter_is_annotated()
    {
        var declaration = _module.GetTypes().Single(type => type.Name.StartsWith("<G>$", StringComparison.Ordinal)
            && type.DeclaringType.Name.Contains("AnnotatedBox", StringComparison.Ordinal));
        Assert.That(declaration.GenericParameters.Select(parameter => Count(parameter, Members)), Is.EqualTo(new[] { 1, 0 }));
    }

    private MethodDefinition Method(string type, string method) => _module.GetType(type).Methods.Single(candidate => candidate.Name == method);

    private static int Count(ICustomAttributeProvider member, string attribute)
        => member.CustomAttributes.Count(candidate => candidate.AttributeType.Name == attribute);

    private static string Codes(ICustomAttributeProvider member)
        => string.Join(' ', member.CustomAttributes
            .Where(attribute => attribute.AttributeType.Name == Suppress)
            .Select(attribute => (string)attribute.ConstructorArguments[1].Value));
}
