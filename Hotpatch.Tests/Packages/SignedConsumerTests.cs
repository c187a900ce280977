using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Hotpatch.Tests.Packages;

/// <summary>An application with a strong name has it still when it is woven.</summary>
[Parallelizable(ParallelScope.Self)]
public class SignedConsumerTests
{
    [Test]
    public void Builds_signed_and_runs()
    {
        using var consumer = Consumer.Application(
            "<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>../key.snk</AssemblyOriginatorKeyFile>");
        using (var key = new RSACryptoServiceProvider(2048))
            File.WriteAllBytes(consumer.PathOf("key.snk"), key.ExportCspBlob(includePrivateParameters: true));

        Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(1));

        using var assembly = new PEReader(File.OpenRead(consumer.Assembly()));
        Assert.That(assembly.PEHeaders.CorHeader!.Flags, Is.EqualTo(CorFlags.ILOnly | CorFlags.StrongNameSigned));
        Assert.That(consumer.Run(), Is.EqualTo(Programs.OutputOfShop));
    }

    [Test]
    public void Builds_signed_publicly_and_runs()
    {
        using var consumer = Consumer.Application(
            "<SignAssembly>true</SignAssembly><PublicSign>true</PublicSign><AssemblyOriginatorKeyFile>../key.snk</AssemblyOriginatorKeyFile>");
        using (var key = new RSACryptoServiceProvider(2048))
        {
            // Algorithms of signature and hash, and the length, as sn.exe writes them before a public key.
            var blob = key.ExportCspBlob(includePrivateParameters: false);
            File.WriteAllBytes(consumer.PathOf("key.snk"), [0, 0x24, 0, 0, 4, 0x80, 0, 0, .. BitConverter.GetBytes(blob.Length), .. blob]);
        }

        Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(1));

        using var assembly = new PEReader(File.OpenRead(consumer.Assembly()));
        Assert.That(assembly.PEHeaders.CorHeader!.Flags, Is.EqualTo(CorFlags.ILOnly | CorFlags.StrongNameSigned));
        Assert.That(consumer.Run(), Is.EqualTo(Programs.OutputOfShop));
    }
}
