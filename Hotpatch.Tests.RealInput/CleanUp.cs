using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.RealInput;

/// <summary>What all tests share goes when they have ended.</summary>
[SetUpFixture]
public class CleanUp
{
    [OneTimeTearDown]
    public void DeleteWhatWasWoven()
    {
        LoadedAssembly.CleanUp();
        RealPackage.CleanUp();
    }
}
