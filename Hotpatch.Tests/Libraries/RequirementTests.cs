using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hotpatch.Tests.Libraries;

/// <summary>Who is warned of what libraries need.</summary>
public class RequirementTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Test]
    public void Who_compiles_ahead_of_time_is_warned_of_what_loads_and_of_nothing_else()
    {
        // PatchLibrary.All looks only, and a class of the program itself is loaded already.
        var loading = typeof(PatchLibrary).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => !method.IsSpecialName && method.GetParameters()[0].ParameterType != typeof(Type))
            .Concat(typeof(PatchHandleLibraries).GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Append(typeof(PatchDirectory).GetMethod(nameof(PatchDirectory.Watch))!)
            .ToArray();
        Assert.That(loading, Has.Length.EqualTo(13));
        foreach (var method in loading)
        {
            Assert.That(method.IsDefined(typeof(RequiresDynamicCodeAttribute)), Is.True, method.Name);
            Assert.That(method.IsDefined(typeof(RequiresUnreferencedCodeAttribute)), Is.True, method.Name);
        }

        var others = new[] { typeof(Patchable), typeof(PatchLibrary) }.SelectMany(type => type.Assembly.GetExportedTypes())
            .SelectMany(type => type.GetMembers(Any)).Except(loading);
        Assert.That(others.Where(member => member.IsDefined(typeof(RequiresDynamicCodeAttribute)) || member.IsDefined(typeof(RequiresUnreferencedCodeAttribute))), Is.Empty);
    }
}
