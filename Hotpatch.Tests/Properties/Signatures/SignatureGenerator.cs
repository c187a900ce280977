using FsCheck;
using FsCheck.Fluent;

namespace Hotpatch.Tests.Properties.Signatures;

/// <summary>Random signatures.</summary>
internal static class SignatureGenerator
{
    private static Gen<TypeSpec> TypeIn(Host host)
        => host is Host.Generic or Host.GenericStruct or Host.GenericMethod
            ? Gen.Frequency((1, TypeGenerator.OfItem), (1, TypeGenerator.Any))
            : TypeGenerator.Any;

    private static Gen<ParameterSpec> ParameterIn(Host host) =>
        from type in TypeIn(host)
        from mode in Gen.Frequency((6, Gen.Constant(string.Empty)), (2, Gen.Constant("ref")), (2, Gen.Constant("out")), (1, Gen.Constant("in")), (1, Gen.Constant("ref readonly")))
        select new ParameterSpec(type, mode);

    // Mostly few, and now and then more than Func has.
    private static readonly Gen<int> Count = Gen.Frequency((5, Gen.Choose(0, 4)), (2, Gen.Choose(5, 15)), (2, Gen.Choose(15, 20)));

    private static readonly Gen<MethodSpec> Method =
        from host in Gen.Elements(Enum.GetValues<Host>())
        from count in Count
        from parameters in Gen.ArrayOf(ParameterIn(host), count)
        from isVoid in Gen.Choose(0, 4)
        from type in TypeIn(host)
        from item in Gen.Elements(TypeGenerator.Items)
        from mode in Gen.Frequency((5, Gen.Constant(string.Empty)), (1, Gen.Constant("ref")), (1, Gen.Constant("ref readonly")))
        select isVoid == 0
            ? new MethodSpec(host, parameters, null, string.Empty, item)
            : new MethodSpec(host, parameters, type, type.IsRefStruct ? string.Empty : mode, item);

    public static Gen<Batch> BatchOf(int count)
        => from methods in Gen.ArrayOf(Method, count)
           from optimized in Gen.Choose(0, 1)
           select new Batch(methods, optimized == 1);
}
