using Hotpatch.Tests.Generics;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests;

/// <summary>What all tests share goes when they have ended.</summary>
[SetUpFixture]
public class CleanUp
{
    [OneTimeTearDown]
    public void DeleteWhatWasWoven()
    {
        LoadedAssembly.CleanUp();
        GenericTests.CleanUp();
        WovenSource.CleanUp();
    }
}
