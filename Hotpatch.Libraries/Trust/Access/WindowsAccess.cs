using Microsoft.Win32.SafeHandles;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>Finds out who can change a file on Windows, by owner and access list.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsAccess : PlaceAccess
{
    // Rights that suffice to replace an existing file in a folder. Writing adds those that change the file or create new ones.
    private const FileSystemRights Exchanging
        = FileSystemRights.Delete | FileSystemRights.DeleteSubdirectoriesAndFiles | FileSystemRights.ChangePermissions | FileSystemRights.TakeOwnership;

    private const FileSystemRights Writing
        = Exchanging | FileSystemRights.WriteData | FileSystemRights.AppendData | FileSystemRights.WriteAttributes | FileSystemRights.WriteExtendedAttributes;

    // GENERIC_WRITE and GENERIC_ALL, which imply rights above without setting their bits.
    private const FileSystemRights GenericWriteOrAll = (FileSystemRights)0x50000000;

    private readonly HashSet<SecurityIdentifier> _trusted = Trusted();

    public override string? OthersCanWrite(string path, bool isAbove)
    {
        const AccessControlSections sections = AccessControlSections.Owner | AccessControlSections.Access;
        FileSystemSecurity security = Directory.Exists(path)
            ? new DirectoryInfo(path).GetAccessControl(sections)
            : new FileInfo(path).GetAccessControl(sections);

        if (security.GetOwner(typeof(SecurityIdentifier)) is not SecurityIdentifier owner || !_trusted.Contains(owner))
            return $"{path} belongs to another user ({security.GetOwner(typeof(SecurityIdentifier))})";

        var wanted = (isAbove ? Exchanging : Writing) | GenericWriteOrAll;
        foreach (FileSystemAccessRule rule in security.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier)))
        {
            var counts = rule.AccessControlType == AccessControlType.Allow
                && !rule.PropagationFlags.HasFlag(PropagationFlags.InheritOnly)
                && (int)(rule.FileSystemRights & wanted) != 0;
            if (counts && !_trusted.Contains((SecurityIdentifier)rule.IdentityReference))
                return $"{rule.IdentityReference} can write to {path} ({rule.FileSystemRights})";
        }

        return null;
    }

    // OthersCanWrite has found that nobody else can change any folder on the way, so nobody else can have replaced the file.
    public override bool IsAt(SafeFileHandle file, string path) => true;

    private static HashSet<SecurityIdentifier> Trusted()
    {
        using var user = WindowsIdentity.GetCurrent();
        HashSet<SecurityIdentifier> trusted =
        [
            new(WellKnownSidType.BuiltinAdministratorsSid, domainSid: null),
            new(WellKnownSidType.LocalSystemSid, domainSid: null),

            // TrustedInstaller, the owner of the folders of Windows itself.
            new("S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"),
        ];
        if (user.User is { } self)
            trusted.Add(self);

        return trusted;
    }
}
