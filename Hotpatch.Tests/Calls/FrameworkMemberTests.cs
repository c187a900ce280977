using System.Reflection;
using System.Text.RegularExpressions;
using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Calls;

/// <summary>The members of the framework that users of other tools replace most, through handles by name.</summary>
public sealed class FrameworkMemberTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private LoadedAssembly _woven = null!;

    private static IEnumerable<string> Uses
        => Regex.Matches(Embedded.Source("CallMembers"), "public static bool ([A-Za-z]+)\\(\\)", RegexOptions.None, TimeSpan.FromSeconds(5))
            .Select(match => match.Groups[1].Value)
            .Except(["Dial"], StringComparer.Ordinal);

    [OneTimeSetUp]
    public void Weave()
    {
        var woven = GeneratorRun.Of([Embedded.Source("CallMembers")]).Weave(_folder);
        Assert.That(woven.Errors.Select(error => error.Message), Is.Empty);
        _woven = LoadedAssembly.Load(woven.Output);
    }

    public void Dispose() => _folder.Dispose();

    [TestCaseSource(nameof(Uses))]
    public void Patched(string use)
        => Assert.That(_woven.Type("Uses").GetMethod(use, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null), Is.True);
}
