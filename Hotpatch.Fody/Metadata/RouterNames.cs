namespace Hotpatch.Fody.Metadata;

/// <summary>The names of routers, in Hotpatch.Runtime and in woven assemblies.</summary>
internal static class RouterNames
{
    internal static class Runtime
    {
        public const string Router = "Hotpatch.Woven.Router";
        public const string Begin = "Begin";
        public const string BeginWith = "BeginWith";
        public const string Run = "Run";
        public const string Result = "Result";
        public const string Fault = "Fault";
        public const string End = "End";
        public const string EndVoid = "EndVoid";
        public const string Call = "Hotpatch.Woven.RoutedCall";
        public const string IsPassing = "get_IsPassing";
        public const string Pass = "Pass";
        public const string FuncRouter = "Hotpatch.Woven.FuncRouter";
        public const string ActionRouter = "Hotpatch.Woven.ActionRouter";
    }

    internal static class Generated
    {
        public const string RouterSuffix = "_Router";
        public const string CallLocal = "call";
        public const string TargetLocal = "target";
        public const string ResultLocal = "result";
        public const string FuncShape = "Func";
        public const string ActionShape = "Action";
        public const string RefFuncShape = "RefFunc";
        public const string ReadOnlyRefFuncShape = "ReadOnlyRefFunc";
        public const string TypeParameter = "T";
        public const string ResultTypeParameter = "TResult";
    }
}
