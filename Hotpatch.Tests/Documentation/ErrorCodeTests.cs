using Hotpatch.Fody.Diagnostics;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>A search for a code finds its meaning in the source, although messages make the text of a code from a number.</summary>
public class ErrorCodeTests
{
    [Test]
    public void Every_code_stands_as_text_above_its_member()
    {
        var lines = File.ReadAllLines(Repository.PathOf("Hotpatch.Fody", "Diagnostics", "ErrorCode.cs")).Select(line => line.Trim()).ToArray();
        Assert.Multiple(() =>
        {
            foreach (var code in Enum.GetValues<ErrorCode>())
            {
                var member = Array.FindIndex(lines, line => line.StartsWith($"{code} = ", StringComparison.Ordinal));
                Assert.That(lines[member - 1], Does.StartWith($"/// <summary>{code.Text()}: "));
            }
        });
    }
}
