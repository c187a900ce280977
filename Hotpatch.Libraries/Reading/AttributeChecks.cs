using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// The values of custom attributes, ECMA-335 II.23.3, as their constructors' signatures say: what reads them makes arrays of the lengths that stand there.
/// </summary>
internal sealed class AttributeChecks(MetadataTables tables)
{
    private readonly MetadataReader _reader = tables.Reader;
    private readonly HashSet<(int Constructor, int Value)> _checked = [];

    public void Run()
    {
        for (var row = 1; row <= tables.Rows(TableIndex.CustomAttribute); row++)
        {
            var attribute = _reader.GetCustomAttribute(MetadataTokens.CustomAttributeHandle(row));
            if (_checked.Add((MetadataTokens.GetToken(attribute.Constructor), MetadataTokens.GetHeapOffset(attribute.Value))))
                Check(attribute);
        }
    }

    private void Check(CustomAttribute attribute)
    {
        Damaged.Unless(!IsOfModule(attribute.Constructor), "an attribute is made by the module's own type");
        var parameters = Parameters(attribute.Constructor);
        var value = _reader.GetBlobReader(attribute.Value);
        if (value.Length == 0)
        {
            Damaged.Unless(parameters.Count == 0, "an attribute has no values for its constructor");
            return;
        }

        var sizes = new EnumSizes();
        do
        {
            if (new AttributeValueReader(_reader, sizes).TryRead(value, parameters))
                return;
        }
        while (sizes.Next());

        throw Damaged.Because("an attribute's values are not those of its constructor");
    }

    private bool IsOfModule(EntityHandle constructor)
    {
        var type = TypeOf(constructor);
        return type.Kind == HandleKind.TypeDefinition && MetadataTokens.GetRowNumber(type) == 1;
    }

    private EntityHandle TypeOf(EntityHandle constructor)
        => constructor.Kind == HandleKind.MethodDefinition
            ? _reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()
            : _reader.GetMemberReference((MemberReferenceHandle)constructor).Parent;

    private List<AttributeValueType> Parameters(EntityHandle constructor)
    {
        var (name, blob) = constructor.Kind == HandleKind.MethodDefinition
            ? (_reader.GetMethodDefinition((MethodDefinitionHandle)constructor).Name, _reader.GetMethodDefinition((MethodDefinitionHandle)constructor).Signature)
            : (_reader.GetMemberReference((MemberReferenceHandle)constructor).Name, _reader.GetMemberReference((MemberReferenceHandle)constructor).Signature);
        var signature = _reader.GetBlobReader(blob);
        var header = signature.ReadSignatureHeader();
        Damaged.Unless(
            header is { Kind: SignatureKind.Method, IsInstance: true, IsGeneric: false } && _reader.StringComparer.Equals(name, ".ctor"),
            "an attribute is made by something else than a constructor");
        var count = signature.ReadCompressedInteger();
        Damaged.Unless(signature.ReadByte() == (byte)SignatureTypeCode.Void, "a constructor returns something");
        var types = new List<AttributeValueType>(count);
        for (var index = 0; index < count; index++)
            types.Add(AttributeValueType.Read(_reader, ref signature, TypeOf(constructor)));

        return types;
    }
}
