using System.Diagnostics.Tracing;
using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>An event source takes each instance method without a result for an event, and is silent as soon as one of them is wrong.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class EventSourceTests(string configuration)
{
    private const string Source =
        """
        using System.Diagnostics.Tracing;
        using Hotpatch;

        namespace Fixtures;

        [Patchable]
        [EventSource(Name = "Hotpatch-Tests-Shop")]
        public sealed class ShopEvents : EventSource
        {
            public string? Last { get; [NonEvent] set; }

            [Event(1, Level = EventLevel.Informational)]
            public void Started(string name, int count)
            {
                Note(name);
                WriteEvent(1, name, count);
            }

            [Event(2)]
            public void Stopped() => WriteEvent(2);

            [NonEvent]
            public void StartedTwice(string name)
            {
                Started(name, 1);
                Started(name, 2);
            }

            [NonEvent]
            private void Note(string name) => Last = name;

            [NonEvent]
            private int Count(string name) => name.Length;
        }

        public abstract class BaseEvents : EventSource
        {
            [NonEvent]
            public void Nothing() { }
        }

        [EventSource(Name = "Hotpatch-Tests-Derived")]
        public sealed class DerivedEvents : BaseEvents
        {
            [Event(1), Patchable]
            public void Happened(int value) => WriteEvent(1, value);

            public void ByPosition(int value) => WriteEvent(2, value);
        }

        [Patchable]
        public class NoSource
        {
            public void Method() { }
        }
        """;

    private static readonly string[] Sources = ["ShopEvents", "DerivedEvents"];

    private readonly LoadedAssembly _woven = WovenSource.Load(Source, configuration);

    [TestCaseSource(nameof(Sources))]
    public void The_manifest_is_that_of_the_plain_source(string type)
    {
        using var folder = new TempFolder();
        var plain = LoadedAssembly.Load(Compiled.ToFolder(folder.FullName, Source, references: ReferenceList.OfFixture(configuration)));

        Assert.That(Manifest(_woven.Type(type)), Is.EqualTo(Manifest(plain.Type(type))).And.Not.Null);
    }

    [Test]
    public void Events_are_written_patched_or_not()
    {
        using var events = (EventSource)_woven.New("ShopEvents");
        using var listener = new Recorder(events);
        LoadedAssembly.CallOn(events, "StartedTwice", "a");
        LoadedAssembly.CallOn(events, "Stopped");

        var started = _woven.Handle("ShopEvents.Started");
        started.Patch(Replacement(started, (original, arguments) => original.DynamicInvoke([arguments[0], "patched", arguments[2]])));
        LoadedAssembly.CallOn(events, "StartedTwice", "b");

        Assert.That(events.ConstructionException, Is.Null);
        Assert.That(listener.Events, Is.EqualTo(new[] { "1:a,1", "1:a,2", "2:", "1:patched,1", "1:patched,2" }));
    }

    [Test]
    public void A_source_that_derives_from_another_writes_its_events()
    {
        using var events = (EventSource)_woven.New("DerivedEvents");
        using var listener = new Recorder(events);
        LoadedAssembly.CallOn(events, "Happened", 3);
        LoadedAssembly.CallOn(events, "ByPosition", 4);

        Assert.That(listener.Events, Is.EqualTo(new[] { "1:3", "2:4" }));
    }

    [Test]
    public void Only_originals_of_event_sources_say_that_they_are_none()
        => Assert.That(
            _woven.Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(method => method.Name.Contains("Original", StringComparison.Ordinal) && !method.IsDefined(typeof(NonEventAttribute)))
                .Select(method => method.Name),
            Is.EqualTo(new[] { "Method_Original" }));

    private static string? Manifest(Type type) => EventSource.GenerateManifest(type, "here", EventManifestOptions.Strict);

    private static Delegate Replacement(PatchHandle handle, Action<Delegate, object?[]> run)
    {
        // The type of the instance is known to the fixture alone.
        var parameters = handle.DelegateType.GetMethod("Invoke")!.GetParameters()
            .Select(parameter => System.Linq.Expressions.Expression.Parameter(parameter.ParameterType)).ToArray();
        var boxed = System.Linq.Expressions.Expression.NewArrayInit(
            typeof(object), parameters.Select(parameter => System.Linq.Expressions.Expression.Convert(parameter, typeof(object))));
        var call = System.Linq.Expressions.Expression.Invoke(
            System.Linq.Expressions.Expression.Constant(run), System.Linq.Expressions.Expression.Constant(handle.Original, typeof(Delegate)), boxed);
        return System.Linq.Expressions.Expression.Lambda(handle.DelegateType, call, parameters).Compile();
    }

    private sealed class Recorder : EventListener
    {
        private readonly EventSource _source;

        public Recorder(EventSource source)
        {
            _source = source;
            EnableEvents(source, EventLevel.Verbose);
        }

        public List<string> Events { get; } = [];

        // An error of the source comes as event 0.
        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventSource == _source)
                Events.Add($"{eventData.EventId}:{string.Join(',', eventData.Payload!)}");
        }
    }
}
