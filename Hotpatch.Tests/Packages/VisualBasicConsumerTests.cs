namespace Hotpatch.Tests.Packages;

/// <summary>A project in Visual Basic: woven, and told once how to find its handles.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class VisualBasicConsumerTests
{
    private const string Program =
        """
        Imports Hotpatch

        Public Class Service
            <Patchable> Public Function Quote(quantity As Integer) As Integer
                Return quantity * 2
            End Function

            <Patchable> Public Shared Function Net(values As Integer()) As Integer
                Return 1
            End Function
        End Class

        Public Module Program
            Public Sub Main()
                Patchable.Find(Of System.Func(Of Shop.Service, System.Int32, System.Int32))("Shop.Service.Quote(System.Int32)").Patch(Function(self, quantity) 100)
                Patchable.For(Of Func(Of Integer(), Integer))(AddressOf Service.Net).Patch(Function(values) 200)
                Console.WriteLine($"{New Service().Quote(1)} {Service.Net(Nothing)}")
            End Sub
        End Module
        """;

    [Test]
    public void Is_woven_and_told_how_to_find_handles()
    {
        using var consumer = new Consumer();
        consumer.Write(
            "App/App.vbproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <RootNamespace>Shop</RootNamespace>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                {Consumer.ApplicationReferences}
              </ItemGroup>
            </Project>
            """);
        consumer.Write("App/Program.vb", Program);

        Assert.That(
            consumer.Build(),
            Does.Contain("In Visual Basic, look up handles: Patchable.Find(Of System.Func(Of Shop.Service, System.Int32, System.Int32))(\"Shop.Service.Quote(System.Int32)\")"));
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "100 200" }));
    }
}
