using Microsoft.Win32.SafeHandles;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>By owner and access list.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsAccess : PlaceAccess
{
    // What changes an entry of a folder that is there already; and what else changes a folder or a file.
    private const FileSystemRights Exchanging
        = FileSystemRights.Delete | FileSystemRights.DeleteSubdirectoriesAndFiles | FileSystemRights.ChangePermissions | FileSystemRights.TakeOwnership;

    private const FileSystemRights Writing
        = Exchanging | FileSystemRights.WriteData | FileSystemRights.AppendData | FileSystemRights.WriteAttributes | FileSystemRights.WriteExtendedAttributes;

    // Rights that are named as a whole have bits of their own.
    private const FileSystemRights GenericWriteOrAll = (FileSystemRights)0x50000000;

    private readonly HashSet<SecurityIdentifier> _trusted = Trusted();

    public override string? OthersCanWrite(string path, bool isAbove)
    {
        const AccessControlSections sections = AccessControlSections.Owner | AccessControlSections.Access;
        FileSystemSecurity security = Directory.Exists(path)
            ? new DirectoryInfo(path).GetAccessControl(sections)
            : new FileInfo(path).GetAccessControl(sections);

        if (security.GetOwner(typeof(SecurityIdentifier)) is not SecurityIdentifier owner || !_trusted.Contains(owner))
            return $"that {path} belongs to another user ({security.GetOwner(typeof(SecurityIdentifier))})";

        var wanted = (isAbove ? Exchanging : Writing) | GenericWriteOrAll;
        foreach (FileSystemAccessRule rule in security.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier)))
        {
            var counts = rule.AccessControlType == AccessControlType.Allow
                && !rule.PropagationFlags.HasFlag(PropagationFlags.InheritOnly)
                && (int)(rule.FileSystemRights & wanted) != 0;
            if (counts && !_trusted.Contains((SecurityIdentifier)rule.IdentityReference))
                return $"that {rule.IdentityReference} can write to {path} ({rule.FileSystemRights})";
        }

        return null;
    }

    // Nobody else can have exchanged it: each folder on the way is one that others cannot change.
    public override bool IsAt(SafeFileHandle file, string path) => true;

    private static HashSet<SecurityIdentifier> Trusted()
    {
        using var user = WindowsIdentity.GetCurrent();
        HashSet<SecurityIdentifier> trusted =
        [
            new(WellKnownSidType.BuiltinAdministratorsSid, domainSid: null),
            new(WellKnownSidType.LocalSystemSid, domainSid: null),

            // TrustedInstaller, to whom the system's own folders belong.
            new("S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"),
        ];
        if (user.User is { } self)
            trusted.Add(self);

        return trusted;
    }
}
