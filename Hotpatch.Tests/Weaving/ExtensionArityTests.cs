using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Static properties of extension blocks: nothing but the number of type parameters tells their accessors apart.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class ExtensionArityTests(string configuration)
{
    private const string Source =
        """
        using System.Collections.Generic;
        using Hotpatch;
        namespace Fixtures;
        public static class Extensions
        {
            extension<T>(List<T>) { [Patchable] public static string Kind => "list"; public static string Other => "list"; }
            extension(int) { public static string Kind => "int"; [Patchable] public static string Other => "int"; }
        }
        """;

    [Test]
    public void The_mark_of_one_is_not_that_of_another()
    {
        var fixture = WovenSource.Load(Source, configuration);
        Assert.That(Patchable.GenericIn(fixture.Assembly).Select(handle => handle.Name), Is.EqualTo(new[] { "Fixtures.Extensions.get_Kind<T>()" }));
        Assert.That(Patchable.In(fixture.Assembly).Select(handle => handle.Name), Is.EqualTo(new[] { "Fixtures.Extensions.get_Other()" }));
    }
}
