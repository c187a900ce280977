namespace Hotpatch.Tests.Support;

/// <summary>A new folder that goes away when it is disposed.</summary>
internal sealed class TempFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("hotpatch-").FullName;

    public string PathOf(params string[] parts) => Path.Combine([FullName, .. parts]);

    public void Dispose()
    {
        try
        {
            Directory.Delete(FullName, recursive: true);
        }
        catch (IOException)
        {
            // A loaded assembly may keep a file; the system's clean-up takes it.
        }
        catch (UnauthorizedAccessException)
        {
            // As above.
        }
    }
}
