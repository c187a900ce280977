using System.CodeDom.Compiler;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.Serialization;
using System.Security;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Which attributes of a method its original has too: those that speak of the body, and no others.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class AttributePlaceTests(string configuration)
{
    private const string Source =
        """
        using System;
        using System.CodeDom.Compiler;
        using System.ComponentModel;
        using System.Diagnostics;
        using System.Diagnostics.CodeAnalysis;
        using System.Reflection;
        using System.Runtime.CompilerServices;
        using System.Runtime.ExceptionServices;
        using System.Runtime.Serialization;
        using System.Security;
        using Hotpatch;

        [assembly: Patchable]

        namespace Fixtures;

        [AttributeUsage(AttributeTargets.All)] public sealed class TestAttribute : Attribute;
        [AttributeUsage(AttributeTargets.All)] public sealed class NoCoverageAttribute : Attribute;

        public class Methods
        {
            [DebuggerHidden, DebuggerNonUserCode, DebuggerStepperBoundary]
            public void OfDebuggers() { }

            [SecurityCritical, SecuritySafeCritical, HandleProcessCorruptedStateExceptions, Obfuscation(Feature = "strings")]
            public void OfTheBody() { }

            [Patchable, ExcludeFromCodeCoverage, GeneratedCode("a", "1"), CompilerGenerated, NoCoverage, Obsolete("b")]
            public void OfCoverage() { }

            [OnSerializing, Test, EditorBrowsable(EditorBrowsableState.Never), DisplayName("c"), Description("d")]
            public void OfFrameworks(StreamingContext context) { }

            [ExcludeFromCodeCoverage, Test]
            public int Property
            {
                [Obsolete("b")] get => 3;
                set => _ = value;
            }

            [ExcludeFromCodeCoverage, Test]
            public int Automatic { get; set; }

            [ExcludeFromCodeCoverage, Test]
            public event Action Event
            {
                [NoCoverage] add => _ = value;
                remove => _ = value;
            }

            [ExcludeFromCodeCoverage]
            public event Action? FieldLike;

            public void Raise() => FieldLike?.Invoke();

            [ExcludeFromCodeCoverage]
            public async System.Threading.Tasks.Task Async() => await System.Threading.Tasks.Task.Yield();
        }
        """;

    private readonly LoadedAssembly _woven = WovenSource.Load(Source, configuration);

    [TestCase("OfDebuggers", typeof(DebuggerHiddenAttribute), typeof(DebuggerNonUserCodeAttribute), typeof(DebuggerStepperBoundaryAttribute))]
#pragma warning disable SYSLIB0032 // It is here for .NET Framework.
    [TestCase("OfTheBody", typeof(SecurityCriticalAttribute), typeof(SecuritySafeCriticalAttribute), typeof(HandleProcessCorruptedStateExceptionsAttribute), typeof(ObfuscationAttribute))]
#pragma warning restore SYSLIB0032
    [TestCase("OfFrameworks")]
    [TestCase("get_Property", typeof(ObsoleteAttribute), typeof(ExcludeFromCodeCoverageAttribute))]
    [TestCase("set_Property", typeof(ExcludeFromCodeCoverageAttribute))]
    [TestCase("get_Automatic", typeof(CompilerGeneratedAttribute), typeof(ExcludeFromCodeCoverageAttribute))]
    [TestCase("remove_Event")]
    public void The_original_has(string method, params Type[] attributes)
        => Assert.That(AttributesOf(Original(method)), Is.EquivalentTo(attributes.Select(attribute => attribute.Name)));

    [Test]
    public void The_original_has_those_of_coverage_whatever_the_project_calls_its_own()
        => Assert.That(
            AttributesOf(Original("OfCoverage")),
            Is.EquivalentTo(new[] { nameof(ExcludeFromCodeCoverageAttribute), nameof(GeneratedCodeAttribute), nameof(CompilerGeneratedAttribute), "NoCoverageAttribute", nameof(ObsoleteAttribute) }));

    [Test]
    public void The_original_has_those_of_coverage_although_its_lines_lie_in_a_state_machine()
        => Assert.That(AttributesOf(Original("Async")), Has.Member(nameof(ExcludeFromCodeCoverageAttribute)));

    [TestCase("OfDebuggers")]
    [TestCase("OfTheBody")]
    [TestCase("OfCoverage")]
    [TestCase("OfFrameworks")]
    [TestCase("get_Property")]
    public void The_stub_has_all_of_the_source(string method)
    {
        using var folder = new TempFolder();
        var plain = LoadedAssembly.Load(Compiled.ToFolder(folder.FullName, Source, references: ReferenceList.OfFixture(configuration)));

        Assert.That(AttributesOf(plain.Type("Methods").GetMethod(method)!), Is.SubsetOf(AttributesOf(_woven.Type("Methods").GetMethod(method)!)));
    }

    [Test]
    public void Originals_of_an_excluded_event_belong_to_it()
    {
        var @event = _woven.Type("Methods").GetEvent("Event")!;
        Assert.That(@event.GetOtherMethods(nonPublic: true), Is.EquivalentTo(new[] { Original("add_Event"), Original("remove_Event") }));
        Assert.That(@event.GetOtherMethods(nonPublic: false), Is.Empty);
        Assert.That(_woven.Type("Methods").GetEvent("FieldLike")!.GetOtherMethods(nonPublic: true), Is.Empty, "it has no lines");
    }

    [Test]
    public void A_property_has_no_accessor_more()
        => Assert.That(
            _woven.Type("Methods").GetProperty("Automatic")!.GetAccessors(nonPublic: true).Select(accessor => accessor.Name),
            Is.EqualTo(new[] { "get_Automatic", "set_Automatic" }));

    private MethodInfo Original(string method)
        => (_woven.Handle("Methods." + method).Original as Delegate)!.Method;

    private static string[] AttributesOf(MethodInfo method) => [.. method.CustomAttributes.Select(attribute => attribute.AttributeType.Name)];
}
