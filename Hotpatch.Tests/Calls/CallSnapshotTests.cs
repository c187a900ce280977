using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Calls;

/// <summary>What ILSpy shows of call stubs, and of methods that call through them.</summary>
public class CallSnapshotTests
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using Hotpatch;

        [assembly: PatchableCalls(typeof(DateTime), "UtcNow", "AddDays", "Parse", ".ctor")]
        [assembly: PatchableCalls(typeof(List<>), "Add")]
        [assembly: PatchableCalls(typeof(IComparable<>))]
        [assembly: PatchableCalls(typeof(int), "TryParse")]
        [assembly: PatchableCalls(typeof(Activator), "CreateInstance")]

        namespace Fixtures;

        public static class Clock
        {
            public static int Year => DateTime.UtcNow.Year;

            public static DateTime Later(DateTime day) => day.AddDays(1);

            public static List<T> Single<T>(T item)
            {
                var list = new List<T>();
                list.Add(item);
                return list;
            }

            public static int Compare<T>(T left, T right)
                where T : IComparable<T>
                => left.CompareTo(right);

            public static int Parse(string text) => int.TryParse(text, out var number) ? number : 0;

            public static DateTime[] All(string[] texts) => texts.Select(DateTime.Parse).ToArray();

            public static T New<T>() => Activator.CreateInstance<T>();
        }
        """;

    private LoadedAssembly _woven = null!;

    [OneTimeSetUp]
    public void Weave() => _woven = WovenSource.Load(Source, "Release");

    [TestCase("Fixtures.Clock")]
    [TestCase("Hotpatch.Generated.DateTimeCalls")]
    [TestCase("Hotpatch.Generated.ListCalls`1")]
    [TestCase("Hotpatch.Generated.IComparableCalls`1")]
    [TestCase("Hotpatch.Generated.Int32Calls")]
    [TestCase("Hotpatch.Generated.ActivatorCalls")]
    [TestCase("Hotpatch.Generated.PatchManifest")]
    public void Type(string type)
        => Snapshot.Verify("Calls/" + type.Split('.')[^1].Replace('`', '.'), Decompiled.Type(_woven.Path, type, ReferenceList.OfFixture("Release")));
}
