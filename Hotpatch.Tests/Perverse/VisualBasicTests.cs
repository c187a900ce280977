using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Perverse;

/// <summary>What the compiler of Visual Basic names otherwise than that of C#.</summary>
public class VisualBasicTests
{
    private const string Source =
        """
        using System.Runtime.CompilerServices;
        namespace Fixtures;
        [Hotpatch.Patchable] public class Basic
        {
            public int Automatic { get; set; }
            [CompilerGenerated, AccessedThroughProperty("Source")] private object? _Source;
            public object? Source { [CompilerGenerated] get => _Source; [CompilerGenerated] set => _Source = value; }
        }
        """;

    [Test]
    public void A_mark_on_the_type_covers_automatic_properties_but_no_WithEvents()
    {
        var fixture = WovenSource.Load(
            Source, "Release", module => module.GetType("Fixtures.Basic").Fields.Single(field => field.Name == "<Automatic>k__BackingField").Name = "_Automatic");
        Assert.That(Patchable.In(fixture.Assembly).Select(handle => handle.Method.Name), Is.EqualTo(new[] { "get_Automatic", "set_Automatic" }));
    }
}
