using Hotpatch.Tests.Support;

namespace Hotpatch.Tests;

/// <summary>What all tests share goes when they have ended.</summary>
[SetUpFixture]
public class CleanUp
{
    [OneTimeTearDown]
    public void DeleteWovenFixtures()
    {
        LoadedAssembly.CleanUp();
        WovenSource.CleanUp();
    }
}
