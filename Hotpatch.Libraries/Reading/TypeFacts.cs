using System.Reflection;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>What several checks ask about the types, looked up once.</summary>
internal sealed class TypeFacts
{
    private readonly int[] _typeParameters;
    private readonly int[] _methodParameters;
    private readonly int[] _typeOfMethod;
    private readonly int[] _typeOfField;
    private readonly bool[] _isValueType;
    private readonly bool[] _isDelegate;
    private readonly int[] _enclosing;
    private readonly MetadataTables _tables;

    public TypeFacts(MetadataTables tables)
    {
        _tables = tables;
        var types = tables.Rows(TableIndex.TypeDef) + 1;
        (_typeParameters, _enclosing, _isValueType, _isDelegate) = (new int[types], new int[types], new bool[types], new bool[types]);
        _methodParameters = new int[tables.Rows(TableIndex.MethodDef) + 1];
        _typeOfMethod = new int[tables.Rows(TableIndex.MethodDef) + 1];
        _typeOfField = new int[tables.Rows(TableIndex.Field) + 1];

        for (var row = 1; row <= tables.Rows(TableIndex.GenericParam); row++)
        {
            var (table, owner) = tables.Reference(TableIndex.GenericParam, row, 2);
            (table == TableIndex.TypeDef ? _typeParameters : _methodParameters)[owner]++;
        }

        for (var row = 1; row <= tables.Rows(TableIndex.NestedClass); row++)
            _enclosing[tables.Value(TableIndex.NestedClass, row, 0)] = (int)tables.Value(TableIndex.NestedClass, row, 1);

        for (var row = 1; row < types; row++)
        {
            Own(_typeOfField, row, tables.Children(TableIndex.TypeDef, row, 4));
            Own(_typeOfMethod, row, tables.Children(TableIndex.TypeDef, row, 5));
            _isValueType[row] = IsBasedOn(row, "ValueType") || IsBasedOn(row, "Enum");
            _isDelegate[row] = IsBasedOn(row, "MulticastDelegate");
        }
    }

    public int TypeParameters(int type) => _typeParameters[type];

    public int MethodParameters(int method) => _methodParameters[method];

    public int TypeOfMethod(int method) => _typeOfMethod[method];

    public int TypeOfField(int field) => _typeOfField[field];

    /// <summary>The type that a type is nested in; 0 for none.</summary>
    public int Enclosing(int type) => _enclosing[type];

    public bool IsValueType(int type) => _isValueType[type];

    public bool IsDelegate(int type) => _isDelegate[type];

    public TypeAttributes Attributes(int type) => (TypeAttributes)_tables.Value(TableIndex.TypeDef, type, 0);

    public bool IsInterface(int type) => Attributes(type).HasFlag(TypeAttributes.Interface);

    /// <summary>The scope of a type's own signatures.</summary>
    public GenericScope ScopeOf(int type) => new(_typeParameters[type], 0);

    public GenericScope ScopeOfMethod(int method) => new(_typeParameters[_typeOfMethod[method]], _methodParameters[method]);

    private static void Own(int[] owners, int type, (int First, int Last) children)
    {
        for (var child = children.First; child <= children.Last; child++)
            owners[child] = type;
    }

    private bool IsBasedOn(int type, string name)
    {
        var (table, row) = _tables.Reference(TableIndex.TypeDef, type, 3);
        if (table != TableIndex.TypeRef || row == 0)
            return false;

        var @base = _tables.Reader.GetTypeReference(MetadataTokens.TypeReferenceHandle(row));
        return _tables.Reader.StringComparer.Equals(@base.Name, name) && _tables.Reader.StringComparer.Equals(@base.Namespace, "System");
    }
}
