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
}
