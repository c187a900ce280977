using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>Leaves nothing of a run in the machine's package cache.</summary>
[SetUpFixture]
public class PackageCleanUp
{
    [OneTimeTearDown]
    public void ClearFeed() => PackageFeed.Clear();
}
